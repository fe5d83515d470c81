import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { type Case, caseMerges } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf, numberOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { type MergeRecord, refuseMerge } from '../../domain/merge.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { leftEmpty } from '../custom-fields/settle.ts';
import { conflict } from '../errors.ts';
import { type Ctx, type Diff, emit, parse, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { settleMerged } from '../sla/breach-reason.ts';
import { acknowledgeBy } from './acknowledgement.ts';
import { keysOf } from './family.ts';
import { authorizeFor, findCase, lockCase } from './fetch.ts';
import { gainedBy, withGained } from './merge-fields.ts';
import { moveObservables } from './merge-observables.ts';
import { countedOf, moveEvents, moveFiles, moveObjects, moveTasks } from './merge-rows.ts';
import { moveTimers, startsOf } from './merge-timers.ts';
import { changedFields, saveCase } from './save.ts';
import { markUnknown } from './settle-vip.ts';
import { refreshLeadTimer } from './timers.ts';
import { caseView } from './view.ts';

/** Body of POST cases/{key}/merge. */
export const CaseMerge = z.strictObject({
  /** The key of the case that stays. */
  into: z.string().refine((key) => numberOf(key) !== null, 'Write a case key such as CASE-7.'),
});

/**
 * Makes a case part of another one, which keeps everything: observables, events, files, tasks, links, tags, people, the vendors' objects,
 * custom timers that run, and the earlier start of the clock for what is not over. The merged one ends as a duplicate and stays as a record; its timeline is read with the survivor's.
 * Throws `conflict`, saying what to do, where it makes no sense. Answers the survivor.
 */
export async function mergeCase({ ctx, input }: { ctx: Ctx; input: { key: string; into: string } }): Promise<CaseView> {
  await authorizeFor(ctx, input.key, 'case.merge');
  const { into: intoKey } = parse(CaseMerge, { into: input.into });
  await findCase(ctx.db, ctx, intoKey);
  return transact(ctx, 'cases.merge', async (tx) => {
    const { source, into } = await lockPair(tx, input.key, intoKey);
    const merged = await keysOf(tx.tx, tx, [source.mergedIntoId, into.mergedIntoId]);
    const refused = refuseMerge(mergeable(source, merged), mergeable(into, merged));
    if (refused) throw conflict(refused);
    const merge = newId();
    const record = await moveAll(tx, source, into);
    await tx.tx.insert(caseMerges).values({
      id: merge,
      sourceId: source.id,
      intoId: into.id,
      record,
      at: tx.now,
      by: refOf(tx.actor),
    });
    if (isOpen(source.stage)) await moveTimers(tx, merge, source, into);
    await endSource(tx, merge, source, into);
    const joined = await joinInto(tx, merge, source, into, record);
    const asked = source.vipUnknown && isOpen(joined.stage);
    const now = asked ? await markUnknown(tx, joined, `It was not known of ${keyOf(source.number)}.`) : joined;
    return caseView(tx.tx, tx, now);
  });
}

export const mergeable = (row: Case, merged: Map<string, string>) => ({
  key: keyOf(row.number),
  open: isOpen(row.stage),
  restricted: row.restricted,
  subjectMemberId: row.subjectMemberId,
  assigneeId: row.assigneeId,
  mergedInto: row.mergedIntoId && (merged.get(row.mergedIntoId) ?? 'another case'),
});

/**
 * Locks both cases, in one order for everybody, and before them the vendor objects that lead to the first: an event of one of them waits,
 * and then finds the survivor.
 */
async function lockPair(ctx: TxCtx, sourceKey: string, intoKey: string): Promise<{ source: Case; into: Case }> {
  if (numberOf(sourceKey) === numberOf(intoKey)) throw conflict('A case cannot be merged into itself.');
  await ctx.tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended('intake/' || connector_id || '/' || object_key, 0))
    from (select connector_id, object_key from case_objects join cases on cases.id = case_objects.case_id
      where cases.number = ${numberOf(sourceKey)} order by connector_id, object_key) objects`);
  const inOrder = [sourceKey, intoKey].sort((a, b) => numberOf(a)! - numberOf(b)!);
  const locked = new Map<number, Case>();
  for (const key of inOrder) locked.set(numberOf(key)!, await lockCase(ctx, key, 'case.merge'));
  return { source: locked.get(numberOf(sourceKey)!)!, into: locked.get(numberOf(intoKey)!)! };
}

async function moveAll(ctx: TxCtx, source: Case, into: Case): Promise<MergeRecord> {
  const earlier = new Date(Math.min(source.startedAt.getTime(), into.startedAt.getTime()));
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  return {
    observables: await moveObservables(ctx, source.id, into.id),
    events: await moveEvents(ctx, source.id, into.id),
    files: await moveFiles(ctx, source.id, into.id),
    objects: await moveObjects(ctx, source.id, into.id),
    ...(await moveTasks(ctx, source, into)),
    gained: gainedBy(into, source),
    survivor: {
      startedAt: into.startedAt.toISOString(),
      joinedStart: earlier.toISOString(),
      vip: into.vip,
      subjectMemberId: into.subjectMemberId,
    },
    source: {
      state: source.state,
      stage: source.stage,
      queue: source.queue,
      resolutionVerdict: source.resolutionVerdict,
      resolutionSummary: source.resolutionSummary,
      onHoldReason: source.onHoldReason,
      wakeAt: iso(source.wakeAt),
      resolvedAt: iso(source.resolvedAt),
      closedAt: iso(source.closedAt),
      subjectMemberId: source.subjectMemberId,
    },
  };
}

/**
 * The merged case ends as a duplicate, where it has not ended otherwise before. Fields that a case needs to close may be empty, since nobody
 * worked it to its end; the timeline then names them.
 */
async function endSource(ctx: TxCtx, merge: string, source: Case, into: Case): Promise<void> {
  const [key, intoKey] = [keyOf(source.number), keyOf(into.number)];
  const ending = {
    state: 'closed',
    stage: 'closed',
    resolutionVerdict: 'duplicate',
    resolutionSummary: `Merged into ${intoKey}.`,
    onHoldReason: null,
    wakeAt: null,
    resolvedAt: ctx.now,
    closedAt: ctx.now,
  } as const;
  const open = isOpen(source.stage);
  const empty = open && (await leftEmpty(ctx, source.customFields));
  await settleMerged(ctx, source, merge);
  const { after } = await saveCase(
    ctx,
    source,
    {
      mergedIntoId: into.id,
      subjectMemberId: source.subjectMemberId ?? into.subjectMemberId,
      ...(open ? ending : {}),
      ...(await countedOf(ctx, source.id)),
    },
    'case.merge',
  );
  await writeTimeline(ctx, {
    caseId: source.id,
    kind: 'merged',
    summary: `Merged the case into ${intoKey}`,
    detail: { into: intoKey, merge },
  });
  if (open)
    await writeTimeline(ctx, {
      caseId: source.id,
      kind: 'state',
      summary: empty
        ? `Moved the case to closed as duplicate, with ${empty} left empty`
        : 'Moved the case to closed as duplicate',
      detail: {
        ...{ from: source.state, to: after.state, fromStage: source.stage, toStage: after.stage, merge },
        ...{ verdict: after.resolutionVerdict, summary: after.resolutionSummary },
      },
    });
  const said = { key, previous: { stage: source.stage }, current: { into: intoKey }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/merged', said, { caseId: source.id });
  await refreshLeadTimer(ctx, source.id);
}

/** The custom fields that a merge, or its undo, changed: who edits them meanwhile has read the earlier ones. */
export const gainedFields = ({ customFields }: Diff, after: Case) =>
  customFields ? changedFields({ customFields }, after) : {};

/** The survivor gains what the source had; the merging person has acted on it. */
async function joinInto(ctx: TxCtx, merge: string, source: Case, into: Case, record: MergeRecord): Promise<Case> {
  const key = keyOf(source.number);
  const vip = into.vip || source.vip;
  const { after, diff } = await saveCase(
    ctx,
    into,
    {
      ...withGained(into, source, record.gained),
      ...(await countedOf(ctx, into.id)),
      startedAt: new Date(record.survivor.joinedStart),
      vip,
      vipUnknown: into.vipUnknown && !vip,
      subjectMemberId: into.subjectMemberId ?? source.subjectMemberId,
    },
    'case.merge',
  );
  const { observables, events, files, tasks } = record;
  const moved = { observables: observables.length, events: events.length, files: files.length, tasks: tasks.length };
  await writeTimeline(ctx, {
    caseId: into.id,
    kind: 'merged',
    summary: `Merged ${key} into this case`,
    detail: {
      ...{ source: key, moved, startedAt: record.survivor.joinedStart, merge, ...gainedFields(diff, after) },
      // The SLA rules read them: what is over keeps the start that it had.
      startedFrom: ((await startsOf(ctx, into.id))?.own ?? into.startedAt).toISOString(),
      sourceStart: source.startedAt.toISOString(),
    },
  });
  // Behind the earlier start, from which on nobody had.
  await saveCase(ctx, after, await acknowledgeBy(ctx, into), 'case.merge');
  // The SLA rules read the flag from an edit of it.
  if (vip !== into.vip) {
    const detail = { fields: { vip: { from: into.vip, to: vip } }, merge };
    await writeTimeline(ctx, { caseId: into.id, kind: 'updated', summary: 'Changed vip', detail });
  }
  const said = { previous: { merged: null }, current: { merged: key }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', { key: keyOf(into.number), ...said }, { caseId: into.id });
  return refreshLeadTimer(ctx, after.id);
}
