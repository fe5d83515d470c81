import { desc, eq } from 'drizzle-orm';
import { type Case, type ScoutWork, scoutWorks } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { ACT_TITLES } from '../../domain/scout/parameters.ts';
import { type ActDone, ScoutUndo } from '../../domain/scout/work.ts';
import type { InvestigationView } from '../../domain/views/scout.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { refreshLeadTimer } from '../cases/timers.ts';
import { conflict, notFound, ServiceError } from '../errors.ts';
import { type Ctx, emit, parse, type TxCtx, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { investigationOf } from './of-case.ts';
import { undoAct } from './undo-act.ts';

/**
 * Takes back what Scout last did on a case: one act, or without one all that can be taken back, the latest first. A resolved case opens
 * again as it was and goes to who pressed. Its resolving taken back, or all at once, counts as overturned; who tidies up a tag says nothing of it. Errors: `not_found`; `conflict` where nothing is left,
 * or the case has moved on.
 */
export async function undoScout({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; body: unknown };
}): Promise<InvestigationView> {
  await authorizeFor(ctx, input.key, 'case.transition');
  const { act } = parse(ScoutUndo, input.body);
  const id = await transact(ctx, 'scout.undo', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.transition');
    const work = await lastWork(tx, before);
    const left = work.acts.filter((one) => one.before !== null && one.undone === null).toReversed();
    const wanted = act === undefined ? left : left.filter((one) => one.id === act);
    if (wanted.length === 0) throw nothingLeft(work, act);
    const undone = act === undefined ? await takeBackAll(tx, before, wanted) : await takeBack(tx, before, wanted);
    await remember(tx, work, undone, act === undefined || undone.some((one) => one.act === 'resolve'));
    await tell(tx, before, undone);
    await refreshLeadTimer(tx, before.id);
    return work.id;
  });
  return investigationOf(ctx, id);
}

async function lastWork(ctx: TxCtx, of: Case): Promise<ScoutWork> {
  const [work] = await ctx.tx
    .select()
    .from(scoutWorks)
    .where(eq(scoutWorks.caseId, of.id))
    .orderBy(desc(scoutWorks.id))
    .limit(1);
  if (!work) throw notFound(`Scout’s work on ${keyOf(of.number)}`);
  return work;
}

function nothingLeft({ acts }: ScoutWork, act: string | undefined): ServiceError {
  const found = acts.find(({ id }) => id === act);
  if (act !== undefined && !found) return notFound('This act of Scout’s');
  if (found?.undone) return conflict(`That was taken back already, by ${found.undone.by.name}.`);
  return conflict('There is nothing left to take back.');
}

async function takeBack(ctx: TxCtx, of: Case, acts: readonly ActDone[]): Promise<ActDone[]> {
  let current = of;
  for (const act of acts) current = await undoAct(ctx, current, act);
  return [...acts];
}

/** Of all, what the case has moved past stays; only where nothing can be taken back it is said why. */
async function takeBackAll(ctx: TxCtx, of: Case, acts: readonly ActDone[]): Promise<ActDone[]> {
  const undone: ActDone[] = [];
  let current = of;
  let refused: ServiceError | null = null;
  for (const act of acts) {
    try {
      current = await undoAct(ctx, current, act);
      undone.push(act);
    } catch (error) {
      // Each refusal comes before its first write.
      if (!(error instanceof ServiceError) || error.code !== 'conflict') throw error;
      refused ??= error;
    }
  }
  if (undone.length === 0 && refused) throw refused;
  return undone;
}

async function remember(ctx: TxCtx, work: ScoutWork, undone: readonly ActDone[], overturns: boolean): Promise<void> {
  const by = refOf(ctx.actor);
  const ids = new Set(undone.map(({ id }) => id));
  const mark = { at: ctx.now.toISOString(), by };
  await ctx.tx
    .update(scoutWorks)
    .set({
      acts: work.acts.map((one) => (ids.has(one.id) ? { ...one, undone: mark } : one)),
      ...(overturns && work.overturnedAt === null && { overturnedAt: ctx.now, overturnedBy: by }),
    })
    .where(eq(scoutWorks.id, work.id));
}

async function tell(ctx: TxCtx, of: Case, undone: readonly ActDone[]): Promise<void> {
  const key = keyOf(of.number);
  const names = [...new Set(undone.map(({ act }) => ACT_TITLES[act].toLowerCase()))];
  await writeTimeline(ctx, {
    caseId: of.id,
    kind: 'updated',
    summary: `Took back what Scout did: ${names.join(', ')}`,
    detail: { scoutUndo: undone.map(({ id }) => id) },
  });
  const diff = Object.fromEntries(undone.map(({ id, summary }) => [`act ${id}`, { from: summary, to: null }]));
  await writeAudit(ctx, { action: 'scout.undo', entity: 'case', entityId: key, diff });
  const said = { key, previous: {}, current: {}, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', said, { caseId: of.id });
}
