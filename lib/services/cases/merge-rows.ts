import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { type Case, caseEvents, caseFiles, caseObjects, runbooks, tasks } from '../../db/schema/index.ts';
import type { MergeRecord } from '../../domain/merge.ts';
import type { TxCtx } from '../kernel/index.ts';

/** Events move, but for those whose delivery the survivor has as well. Answers the ids that moved. */
export async function moveEvents(ctx: TxCtx, from: string, to: string): Promise<string[]> {
  const moved = await ctx.tx
    .update(caseEvents)
    .set({ caseId: to })
    .where(
      and(
        eq(caseEvents.caseId, from),
        sql`not exists (select from case_events other where other.case_id = ${to}::uuid and other.delivery_id = ${caseEvents.deliveryId})`,
      ),
    )
    .returning({ id: caseEvents.id });
  return moved.map((row) => row.id);
}

export async function moveFiles(ctx: TxCtx, from: string, to: string): Promise<string[]> {
  const moved = await ctx.tx
    .update(caseFiles)
    .set({ caseId: to })
    .where(eq(caseFiles.caseId, from))
    .returning({ id: caseFiles.id });
  return moved.map((row) => row.id);
}

/** Brings rows back that are still where the merge has put them. */
export async function returnRows(ctx: TxCtx, from: string, to: string, record: MergeRecord): Promise<void> {
  for (const [table, ids] of [
    [caseEvents, record.events],
    [caseFiles, record.files],
  ] as const)
    if (ids.length > 0)
      await ctx.tx
        .update(table)
        .set({ caseId: from })
        .where(and(eq(table.caseId, to), inArray(table.id, ids)));
}

const ofObject = (caseId: string, { connectorId, objectKey }: { connectorId: string; objectKey: string }) =>
  and(eq(caseObjects.caseId, caseId), eq(caseObjects.connectorId, connectorId), eq(caseObjects.objectKey, objectKey));

/** What the vendors' later events lead to from now on. */
export async function moveObjects(ctx: TxCtx, from: string, to: string): Promise<MergeRecord['objects']> {
  const [mine, theirs] = [from, to].map((caseId) =>
    ctx.tx.select().from(caseObjects).where(eq(caseObjects.caseId, caseId)),
  );
  const known = new Map((await theirs!).map((row) => [`${row.connectorId} ${row.objectKey}`, row]));
  const record: MergeRecord['objects'] = [];
  for (const { connectorId, objectKey, current, appliedSeq } of await mine!) {
    const other = known.get(`${connectorId} ${objectKey}`);
    const object = { connectorId, objectKey };
    if (!other) await ctx.tx.update(caseObjects).set({ caseId: to }).where(ofObject(from, object));
    else {
      await ctx.tx.update(caseObjects).set({ current: false }).where(ofObject(from, object));
      await ctx.tx
        .update(caseObjects)
        .set({
          current: current || other.current,
          appliedSeq: sql`greatest(${caseObjects.appliedSeq}, ${appliedSeq}::bigint)`,
        })
        .where(ofObject(to, object));
    }
    record.push({ ...object, current, survivor: other ? { current: other.current } : null });
  }
  return record;
}

/** The objects lead back, but for one that has gone on to a newer case meanwhile. */
export async function returnObjects(ctx: TxCtx, from: string, to: string, record: MergeRecord): Promise<void> {
  for (const { current, survivor, ...object } of record.objects) {
    const [held] = await ctx.tx.select().from(caseObjects).where(ofObject(to, object));
    if (!held) continue;
    if (!survivor) await ctx.tx.update(caseObjects).set({ caseId: from }).where(ofObject(to, object));
    else if (held.current) {
      await ctx.tx.update(caseObjects).set(survivor).where(ofObject(to, object));
      await ctx.tx.update(caseObjects).set({ current }).where(ofObject(from, object));
    }
  }
}

type Done = Pick<MergeRecord, 'tasks' | 'tasksDone'>;

/**
 * Tasks move behind the survivor's own, into its phase where its runbook has no such one. A task that the survivor has too stays; where it
 * was done on the source, it is done.
 */
export async function moveTasks(ctx: TxCtx, from: Case, to: Case): Promise<Done> {
  const of = (id: string) => ctx.tx.select().from(tasks).where(eq(tasks.caseId, id)).orderBy(asc(tasks.position));
  const [mine, theirs] = [await of(from.id), await of(to.id)];
  const [runbook] = to.runbook ? await ctx.tx.select().from(runbooks).where(eq(runbooks.key, to.runbook)) : [];
  const phases = new Set(runbook?.phases.map((phase) => phase.key));
  const same = new Map(theirs.map((task) => [nameOf(task), task]));
  const record: Done = { tasks: [], tasksDone: [] };
  let position = Math.max(-1, ...theirs.map((task) => task.position)) + 1;
  for (const task of mine) {
    const other = same.get(nameOf(task));
    if (!other) {
      const phase = phases.has(task.phase) ? task.phase : (to.phase ?? task.phase);
      await ctx.tx.update(tasks).set({ caseId: to.id, position, phase }).where(eq(tasks.id, task.id));
      record.tasks.push({ id: task.id, position: task.position, phase: task.phase });
      position += 1;
    } else if (task.doneAt && !other.doneAt) {
      await ctx.tx.update(tasks).set({ doneAt: task.doneAt, doneBy: task.doneBy }).where(eq(tasks.id, other.id));
      record.tasksDone.push(other.id);
    }
  }
  return record;
}

const nameOf = ({ phase, title }: { phase: string; title: string }) => `${phase} ${title.trim().toLowerCase()}`;

/** Tasks go back with what was done on them meanwhile; a tick that came from the source is open again. */
export async function returnTasks(ctx: TxCtx, from: Case, to: Case, record: Done): Promise<void> {
  for (const { id, ...place } of record.tasks)
    await ctx.tx
      .update(tasks)
      .set({ ...place, caseId: from.id })
      .where(and(eq(tasks.id, id), eq(tasks.caseId, to.id)));
  if (record.tasksDone.length > 0)
    await ctx.tx
      .update(tasks)
      .set({ doneAt: null, doneBy: null })
      .where(
        and(
          inArray(tasks.id, record.tasksDone),
          // Ticked by the merge: the same moment as on the source.
          sql`exists (select from tasks mine where mine.case_id = ${from.id}::uuid and mine.done_at = ${tasks.doneAt})`,
        ),
      );
}

/** The counts that the case's row keeps. */
export async function countedOf(ctx: TxCtx, caseId: string) {
  const { rows } = await ctx.tx.execute<{ observables: number; events: number; last: Date | string | null }>(sql`
    select (select count(*)::int from case_observables where case_id = ${caseId}::uuid) as observables,
      (select count(*)::int from case_events where case_id = ${caseId}::uuid) as events,
      (select max(received_at) from case_events where case_id = ${caseId}::uuid) as last`);
  const { observables, events, last } = rows[0]!;
  return { observableCount: observables, eventCount: events, lastEventAt: last === null ? null : new Date(last) };
}
