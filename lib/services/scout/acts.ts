import { eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { type Case, tasks } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf, MOST } from '../../domain/case.ts';
import type { ScoutVerdict } from '../../domain/scout/investigation.ts';
import type { ProvenTask } from '../../domain/scout/proofs.ts';
import type { ActDone } from '../../domain/scout/work.ts';
import { saveCase, touchCase } from '../cases/save.ts';
import { moveCase } from '../cases/transition.ts';
import { tell } from '../cases/update.ts';
import { emit, type TxCtx, writeTimeline } from '../kernel/index.ts';
import { runbookOf } from '../runbooks/of-case.ts';
import { findTask } from '../tasks/known.ts';
import { tellTask } from '../tasks/tell.ts';

/** What an act did: how it is remembered, and the case as it is then. */
export interface Acted {
  done: ActDone;
  after: Case;
}

const remembered = (
  act: ActDone['act'],
  summary: string,
  before: ActDone['before'],
  facts: readonly string[] = [],
): ActDone => ({ id: newId(), act, summary, facts: [...facts], before, undone: null });

/** Writes the investigation as a comment. It mentions nobody, whatever stands in it. */
export async function comment(ctx: TxCtx, of: Case, body: string): Promise<Acted> {
  const after = await touchCase(ctx, of);
  const entry = await writeTimeline(ctx, { caseId: of.id, kind: 'comment', summary: 'Commented', detail: { body } });
  const said = { key: keyOf(of.number), previous: null, current: { timelineId: entry }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/comment.added', said, { caseId: of.id });
  return { after, done: remembered('comment', 'Commented', { entry }) };
}

/** Tags a case by what was found; null where it has the tag, or no room for one. */
export async function tag(ctx: TxCtx, of: Case, verdict: ScoutVerdict): Promise<Acted | null> {
  const name = `scout-${verdict}`;
  if (of.tags.includes(name) || of.tags.length >= MOST.tags) return null;
  const { after, diff } = await saveCase(ctx, of, { tags: [...of.tags, name] }, 'case.update');
  await tell(ctx, after, diff);
  return { after, done: remembered('tag', `Tagged ${name}`, { tag: name }) };
}

/** Ticks a task that the facts prove done. */
export async function doTask(ctx: TxCtx, of: Case, { id, title, facts }: ProvenTask): Promise<Acted> {
  const task = await findTask(ctx, of, id);
  await ctx.tx
    .update(tasks)
    .set({ doneAt: ctx.now, doneBy: refOf(ctx.actor) })
    .where(eq(tasks.id, id));
  const after = await touchCase(ctx, of);
  const summary = `Did the task “${title}”`;
  await tellTask(ctx, of, task, { summary, diff: { done: { from: false, to: true } } });
  return { after, done: remembered('task', summary, { task: id }, facts) };
}

/** Moves a case to the next phase of its runbook; null where there is none. */
export async function advance(ctx: TxCtx, of: Case): Promise<Acted | null> {
  const phases = (await runbookOf(ctx.tx, of))?.phases ?? [];
  const at = phases.findIndex(({ key }) => key === of.phase);
  const next = phases[at + 1];
  if (at < 0 || !next) return null;
  const { after } = await setPhase(ctx, of, { from: phases[at]!, to: next });
  const before = { from: phases[at]!.key, to: next.key };
  return { after, done: remembered('advance', `Moved to the phase ${next.name}`, before) };
}

/** The move between two phases, told. */
export async function setPhase(
  ctx: TxCtx,
  of: Case,
  { from, to }: Record<'from' | 'to', { key: string; name: string }>,
): Promise<{ after: Case }> {
  const { after } = await saveCase(ctx, of, { phase: to.key }, 'case.advance');
  await writeTimeline(ctx, {
    caseId: of.id,
    kind: 'phase',
    summary: `Moved from ${from.name} to ${to.name}`,
    detail: { from: from.key, to: to.key },
  });
  const said = {
    ...{ key: keyOf(of.number), actor: refOf(ctx.actor) },
    ...{ previous: { phase: from.key }, current: { phase: to.key } },
  };
  await emit(ctx, 'case/updated', said, { caseId: of.id });
  return { after };
}

/** Resolves a case as a benign positive. */
export async function resolve(ctx: TxCtx, of: Case, summary: string): Promise<Acted> {
  const after = await moveCase(ctx, of, { state: 'resolved', verdict: 'benign_positive', summary });
  return { after, done: remembered('resolve', 'Resolved as benign positive', { state: of.state }, ['case.verdict']) };
}

/** That the sources were asked: it changed nothing, so there is nothing to take back. */
export const enriched = (asked: number): ActDone =>
  remembered(
    'enrich',
    asked === 1 ? 'Asked the sources about 1 observable' : `Asked the sources about ${asked} observables`,
    null,
  );
