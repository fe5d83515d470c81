import { and, asc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm';
import {
  bulkChangeItems,
  bulkChanges,
  type Case,
  cases,
  notices,
  outbox,
  runs,
  timeline,
} from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import type { BulkResult, UndoAnswer } from '../../domain/bulk.ts';
import { fieldOfColumn, keyOf } from '../../domain/case.ts';
import { conflict, notFound, ServiceError } from '../errors.ts';
import {
  authorize,
  authorizeCase,
  type Ctx,
  type Diff,
  diffOf,
  eventRows,
  isUuid,
  newBatch,
  partOf,
  type TxCtx,
  transact,
  writeBatch,
  writeTimeline,
} from '../kernel/index.ts';
import { requireStanding } from './fetch.ts';
import { holdOwner } from './owner.ts';
import { type CaseChange, saveCase } from './save.ts';
import { refreshTimers } from './timers.ts';

type Item = typeof bulkChangeItems.$inferSelect;

/**
 * Takes a bulk change back, once and in time: the fields are as they were, its events go to no automation, and the SLA timers are those of
 * before. A case that somebody has changed meanwhile keeps that. Throws `not_found` for a token that is not the actor's, `conflict` when it is too late.
 */
export async function undoBulk({ ctx, input }: { ctx: Ctx; input: { token: string } }): Promise<UndoAnswer> {
  authorize(ctx.actor, 'case.update');
  return transact(ctx, 'cases.bulk_undo', async (tx) => {
    await claim(tx, input.token);
    const items = await tx.tx.select().from(bulkChangeItems).where(eq(bulkChangeItems.bulkId, input.token));
    const ids = items.map(({ caseId }) => caseId);
    const rows = await tx.tx
      .select()
      .from(cases)
      .where(inArray(cases.id, ids))
      .orderBy(asc(cases.number))
      .for('no key update');
    const batch = newBatch();
    const byCase = new Map(items.map((item) => [item.caseId, item]));
    const results: BulkResult[] = [];
    const undone: Item[] = [];
    for (const row of rows) {
      const item = byCase.get(row.id)!;
      const result = await undoOne({ ...tx, batch }, row, item);
      results.push(result);
      if (result.outcome === 'changed') undone.push(item);
    }
    await forgetEvents(tx, input.token, undone);
    await tx.tx.delete(notices).where(eq(notices.bulkId, input.token));
    await markEntries(tx, input.token, undone);
    await writeBatch(tx.tx, batch);
    await refreshTimers(
      tx,
      undone.map(({ caseId }) => caseId),
    );
    return { results, changed: undone.length };
  });
}

/** The one who made it, in time, the first time. */
async function claim({ tx, actor, now }: TxCtx, token: string): Promise<void> {
  const [bulk] = isUuid(token)
    ? await tx.select().from(bulkChanges).where(eq(bulkChanges.id, token)).for('update')
    : [];
  if (!bulk || bulk.actorKind !== actor.kind || bulk.actorId !== actor.id) throw notFound('That change');
  if (bulk.undoneAt) throw conflict('That change was taken back already.');
  if (now >= bulk.undoUntil) throw conflict('It is too late to take that change back. Change the cases instead.');
  await tx.update(bulkChanges).set({ undoneAt: now }).where(eq(bulkChanges.id, token));
}

async function undoOne(
  ctx: TxCtx & { batch: ReturnType<typeof newBatch> },
  row: Case,
  item: Item,
): Promise<BulkResult> {
  const key = keyOf(row.number);
  const moved = Object.keys(diffOf(row, item.after));
  if (moved.length > 0)
    return { key, outcome: 'refused', reason: `${key} has changed since: ${namesOf(moved).join(', ')}.` };
  const restored = revived(item.before);
  try {
    await partOf(ctx.batch, row.id, async () => {
      authorizeCase(ctx.actor, 'case.update', { ...row, ...restored }, key);
      await requireStanding(ctx, row);
      // Disabled within those seconds, or found to be what the case is about: nobody gets back what he may not have.
      if (restored.assigneeId) await holdOwner(ctx, restored.assigneeId, row);
      const { after, diff } = await saveCase(ctx, row, restored, 'case.bulk_undo');
      await tellOf(ctx, after, diff, item.bulkId);
    });
    return { key, outcome: 'changed', reason: null };
  } catch (error) {
    if (error instanceof ServiceError) return { key, outcome: 'refused', reason: error.message };
    throw error;
  }
}

/** As people call them: a rank or a stage follows its severity or state. */
const namesOf = (columns: string[]) =>
  columns.filter((column) => !['severityRank', 'stage'].includes(column)).map(fieldOfColumn);

/** Columns as they were stored in JSON, moments as dates again. */
function revived(stored: Record<string, unknown>): CaseChange {
  const columns = getTableColumns(cases) as Record<string, { dataType: string }>;
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [
      name,
      typeof value === 'string' && columns[name]?.dataType === 'date' ? new Date(value) : value,
    ]),
  );
}

/** The timeline says what was taken back. Browsers hear of it; no automation does, because none heard of the change. */
async function tellOf(ctx: TxCtx, after: Case, diff: Diff, bulkId: string): Promise<void> {
  const fields = Object.fromEntries(Object.entries(diff).map(([field, change]) => [fieldOfColumn(field), change]));
  await writeTimeline(ctx, {
    caseId: after.id,
    kind: 'updated',
    summary: 'Took back a change that was made on several cases',
    detail: { undo: bulkId, fields },
  });
  const said = { key: keyOf(after.number), previous: {}, current: {}, actor: refOf(ctx.actor) };
  const { event } = eventRows(ctx, 'case/updated', said, { caseId: after.id });
  ctx.batch?.events.push({ ...event, sentAt: ctx.now });
}

/** Takes the waiting events and their runs away. Throws `conflict` where one has gone out: then nothing is undone. */
async function forgetEvents({ tx }: TxCtx, token: string, undone: Item[]): Promise<void> {
  const ids = undone.map(({ caseId }) => caseId);
  const ofUndone = and(eq(outbox.bulkId, token), inArray(outbox.caseId, ids));
  const forgotten = await tx
    .delete(outbox)
    .where(and(ofUndone, isNull(outbox.sentAt)))
    .returning({ id: outbox.id });
  const [gone] = await tx.select({ id: outbox.id }).from(outbox).where(ofUndone).limit(1);
  if (gone) throw conflict('It is too late to take that change back: automations have begun to act on it.');
  await tx.delete(runs).where(
    inArray(
      runs.eventId,
      forgotten.map(({ id }) => id),
    ),
  );
}

/** The SLA rules pass over entries that were taken back, so that neither the change nor the undo moves a due time. */
async function markEntries({ tx }: TxCtx, token: string, undone: Item[]): Promise<void> {
  const entries = undone.flatMap((item) => item.entries);
  await tx
    .update(timeline)
    .set({ detail: sql`${timeline.detail} || ${JSON.stringify({ undoneBy: token })}::jsonb` })
    .where(inArray(timeline.id, entries));
}
