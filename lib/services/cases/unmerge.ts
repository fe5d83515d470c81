import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type Case, caseMerges, cases, timeline } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import type { MergeRecord } from '../../domain/merge.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { conflict } from '../errors.ts';
import { authorizeCase, type Ctx, emit, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { authorizeFor, findCase, lockCase } from './fetch.ts';
import { gainedFields } from './merge.ts';
import { withoutGained } from './merge-fields.ts';
import { restoreObservables } from './merge-observables.ts';
import { countedOf, returnObjects, returnRows, returnTasks } from './merge-rows.ts';
import { startsOf } from './merge-timers.ts';
import { saveCase } from './save.ts';
import { askAgain } from './settle-vip.ts';
import { refreshLeadTimer } from './timers.ts';
import { caseView } from './view.ts';

/**
 * Takes a merge back: both cases are as they were, and what was added to the survivor since stays there. The last merge of a chain is taken
 * back first. Answers the case that stands for itself again.
 */
export async function unmergeCase({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<CaseView> {
  await authorizeFor(ctx, input.key, 'case.merge');
  const merged = await findCase(ctx.db, ctx, input.key);
  if (!merged.mergedIntoId) throw notMerged(merged);
  return transact(ctx, 'cases.unmerge', async (tx) => {
    const { source, into, merge } = await lockMerge(tx, merged);
    const { record } = merge;
    await restoreObservables(tx, source.id, into.id, record.observables);
    await returnRows(tx, source.id, into.id, record);
    await returnObjects(tx, source.id, into.id, record);
    await returnTasks(tx, source, into, record);
    await markUndone(tx, merge.id, [source.id, into.id]);
    await tx.tx
      .update(caseMerges)
      .set({ undoneAt: tx.now, undoneBy: refOf(tx.actor) })
      .where(eq(caseMerges.id, merge.id));
    await restoreSurvivor(tx, source, into, record);
    return caseView(tx.tx, tx, await restoreSource(tx, source, into, record));
  });
}

const notMerged = ({ number }: Case) => conflict(`${keyOf(number)} is not merged into another case.`);

async function lockMerge(ctx: TxCtx, { id, number, mergedIntoId }: Case) {
  const [survivor] = await ctx.tx.select({ number: cases.number }).from(cases).where(eq(cases.id, mergedIntoId!));
  const intoKey = keyOf(survivor!.number);
  // In the same order as a merge. The merged case cannot be locked by its verbs, so it is locked here.
  const lockSource = async () => {
    const [row] = await ctx.tx.select().from(cases).where(eq(cases.id, id)).for('no key update');
    authorizeCase(ctx.actor, 'case.merge', row!, keyOf(number));
    return row!;
  };
  const first = number < survivor!.number ? await lockSource() : undefined;
  // Where the survivor has been merged on, this says so: that merge is taken back first.
  const into = await lockCase(ctx, intoKey, 'case.merge');
  const source = first ?? (await lockSource());
  const [merge] = await ctx.tx
    .select()
    .from(caseMerges)
    .where(and(eq(caseMerges.sourceId, id), eq(caseMerges.intoId, into.id), isNull(caseMerges.undoneAt)));
  // Somebody else has taken it back since this began.
  if (!merge || source.mergedIntoId !== into.id) throw notMerged(source);
  return { source, into, merge };
}

/** To the SLA rules, what the merge did to state and flag has not been: the clocks ran on. */
async function markUndone(ctx: TxCtx, merge: string, caseIds: string[]): Promise<void> {
  await ctx.tx
    .update(timeline)
    .set({ detail: sql`${timeline.detail} || ${JSON.stringify({ undoneBy: merge })}::jsonb` })
    .where(and(inArray(timeline.caseId, caseIds), sql`${timeline.detail} ->> 'merge' = ${merge}`));
}

async function restoreSurvivor(ctx: TxCtx, source: Case, into: Case, { survivor, gained }: MergeRecord): Promise<void> {
  const startedAt = await startWithout(ctx, into, survivor);
  // What somebody has set since stays.
  const vip = source.vip && !survivor.vip ? false : into.vip;
  const { after, diff } = await saveCase(
    ctx,
    into,
    {
      ...withoutGained(into, source, gained),
      ...(await countedOf(ctx, into.id)),
      startedAt,
      vip,
      subjectMemberId:
        into.subjectMemberId === source.subjectMemberId ? survivor.subjectMemberId : into.subjectMemberId,
    },
    'case.unmerge',
  );
  const key = keyOf(source.number);
  await writeTimeline(ctx, {
    caseId: into.id,
    kind: 'merged',
    summary: `Took the merge of ${key} back`,
    detail: { source: key, undone: true, ...gainedFields(diff, after) },
  });
  const said = { previous: { merged: key }, current: { merged: null }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', { key: keyOf(into.number), ...said }, { caseId: into.id });
  await refreshLeadTimer(ctx, into.id);
}

/** When the survivor began, but for this merge: others may stand that brought an earlier start. */
async function startWithout(ctx: TxCtx, into: Case, survivor: MergeRecord['survivor']): Promise<Date> {
  const starts = await startsOf(ctx, into.id);
  if (starts) return starts.earliest;
  return into.startedAt.toISOString() === survivor.joinedStart ? new Date(survivor.startedAt) : into.startedAt;
}

async function restoreSource(ctx: TxCtx, source: Case, into: Case, record: MergeRecord): Promise<Case> {
  const moment = (iso: string | null) => (iso === null ? null : new Date(iso));
  const { wakeAt, resolvedAt, closedAt, ...plain } = record.source;
  const { after } = await saveCase(
    ctx,
    source,
    {
      ...plain,
      wakeAt: moment(wakeAt),
      resolvedAt: moment(resolvedAt),
      closedAt: moment(closedAt),
      mergedIntoId: null,
      ...(await countedOf(ctx, source.id)),
    },
    'case.unmerge',
  );
  const intoKey = keyOf(into.number);
  await writeTimeline(ctx, {
    caseId: source.id,
    kind: 'merged',
    summary: `Took the merge into ${intoKey} back`,
    detail: { into: intoKey, undone: true },
  });
  const said = { key: keyOf(source.number), previous: { into: intoKey }, current: { stage: after.stage } };
  await emit(ctx, 'case/unmerged', { ...said, actor: refOf(ctx.actor) }, { caseId: source.id });
  if (isOpen(after.stage)) await askAgain(ctx, after, `The merge into ${intoKey} was taken back.`);
  return refreshLeadTimer(ctx, source.id);
}
