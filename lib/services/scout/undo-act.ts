import { and, eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { type Case, commentRevisions, tasks, timeline } from '../../db/schema/index.ts';
import { ownsCases } from '../../domain/actor.ts';
import { isOpen, mayMove, type State } from '../../domain/case-state.ts';
import type { ScoutAct } from '../../domain/scout/parameters.ts';
import type { ActDone } from '../../domain/scout/work.ts';
import { giveCase } from '../cases/assign.ts';
import { saveCase, touchCase } from '../cases/save.ts';
import { moveCase } from '../cases/transition.ts';
import { tell } from '../cases/update.ts';
import { conflict } from '../errors.ts';
import { remembered, type TxCtx } from '../kernel/index.ts';
import { runbookOf } from '../runbooks/of-case.ts';
import { loadStates, usable } from '../states/load.ts';
import { findTask } from '../tasks/known.ts';
import { tellTask } from '../tasks/tell.ts';
import { setPhase } from './acts.ts';
import { giveToPerson } from './hand-over.ts';

type Undo = (ctx: TxCtx, of: Case, before: Record<string, unknown>) => Promise<Case>;

/** How each act is taken back. Throws `conflict`, saying why, where the case has moved on since. */
const UNDO: Record<ScoutAct, Undo> = {
  async comment(ctx, of, { entry }) {
    const id = String(entry);
    const [found] = await ctx.tx
      .select()
      .from(timeline)
      .where(and(eq(timeline.id, id), eq(timeline.caseId, of.id)));
    if (!found) throw conflict('The comment is not on this case any more.');
    const replaced = { id: newId(), timelineId: id, body: String(found.detail.body), replacedAt: ctx.now };
    await ctx.tx.insert(commentRevisions).values(replaced);
    const body = `_Taken back by ${ctx.actor.name.replaceAll(/[\\`*_[\]<>]/g, '')}._`;
    await ctx.tx
      .update(timeline)
      .set({ detail: { ...found.detail, body, editedAt: ctx.now.toISOString() } })
      .where(eq(timeline.id, id));
    return touchCase(ctx, of);
  },

  async tag(ctx, of, { tag }) {
    if (!of.tags.includes(String(tag))) throw conflict(`The case has no tag ${tag} any more.`);
    const tags = of.tags.filter((one) => one !== tag);
    const { after, diff } = await saveCase(ctx, of, { tags }, 'case.update');
    await tell(ctx, after, diff);
    return after;
  },

  async enrich() {
    throw conflict('Asking the sources changed nothing: there is nothing to take back.');
  },

  async task(ctx, of, { task: id }) {
    const task = await findTask(ctx, of, String(id));
    if (task.doneBy?.kind !== 'ai') throw conflict(`The task “${task.title}” is not as Scout left it.`);
    await ctx.tx.update(tasks).set({ doneAt: null, doneBy: null }).where(eq(tasks.id, task.id));
    const diff = { done: { from: true, to: false } };
    await tellTask(ctx, of, task, { summary: `Opened the task “${task.title}” again`, diff });
    return touchCase(ctx, of);
  },

  async advance(ctx, of, before) {
    const phases = (await runbookOf(ctx.tx, of))?.phases ?? [];
    const [from, to] = [phases.find(({ key }) => key === before.to), phases.find(({ key }) => key === before.from)];
    if (!from || !to || of.phase !== before.to) throw conflict('The case is in another phase by now.');
    return (await setPhase(ctx, of, { from, to })).after;
  },

  async resolve(ctx, of, { state }) {
    if (of.stage !== 'resolved' || !(await isScoutsEnd(ctx, of)))
      throw conflict('The case is not resolved as Scout left it: change its state instead.');
    const opened = await moveCase(ctx, of, {
      state: await stateToReopen(ctx, of, String(state)),
      reason: 'What Scout did was taken back',
    });
    const { actor } = ctx;
    if (actor.kind === 'user' && ownsCases(actor.role) && actor.id !== of.subjectMemberId)
      return giveCase(ctx, opened, { assignee: actor.id });
    return (await giveToPerson(ctx, opened, { tier: 1, why: 'What Scout did was taken back.' })).after;
  },
};

/** The state in which the case was, as far as a resolved case may go back to it; else the shipped one of that stage: what was new comes to triage. */
async function stateToReopen(ctx: TxCtx, of: Case, kept: State): Promise<State> {
  const all = await remembered(ctx, 'states', loadStates);
  const states = usable(all);
  const [from, to] = [of.state, kept].map((wanted) => states.find(({ id }) => id === wanted));
  const byOwnProcess = ctx.actor.kind !== 'user' && ctx.actor.kind !== 'api_key';
  if (from && to && isOpen(to.stage) && mayMove(from, to, byOwnProcess)) return kept;
  return all.find(({ id }) => id === kept)?.stage === 'in_progress' ? 'in_progress' : 'triage';
}

/** Whether it was Scout who moved the case where it stands. */
async function isScoutsEnd(ctx: TxCtx, of: Case): Promise<boolean> {
  const rows = await ctx.tx
    .select({ by: timeline.actorKind, seq: timeline.seq })
    .from(timeline)
    .where(and(eq(timeline.caseId, of.id), eq(timeline.kind, 'state')));
  return rows.toSorted((a, b) => b.seq - a.seq)[0]?.by === 'ai';
}

/** Takes one act back; answers the case as it is then. */
export const undoAct = (ctx: TxCtx, of: Case, { act, before }: ActDone): Promise<Case> =>
  UNDO[act](ctx, of, before ?? {});
