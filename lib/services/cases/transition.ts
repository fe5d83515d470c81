import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { CaseTransition, keyOf } from '../../domain/case.ts';
import { isOpen, type State, transitionProblems, wakeAtOf } from '../../domain/case-state.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { requireFilledIn } from '../custom-fields/settle.ts';
import { conflict, invalid } from '../errors.ts';
import { type Ctx, emit, once, parse, remembered, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { tellResolved } from '../notices/about-cases.ts';
import { settleBreaches } from '../sla/breach-reason.ts';
import { loadStates, usable } from '../states/load.ts';
import { requireKnownState } from '../states/rules.ts';
import { holdState } from '../states/update.ts';
import { acknowledgeBy } from './acknowledgement.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { requireFresh } from './precondition.ts';
import { type CaseChange, saveCase } from './save.ts';
import { askAgain } from './settle-vip.ts';
import { freshView } from './view.ts';

export interface TransitionInput {
  key: string;
  to: CaseTransition;
  ifMatch?: number | undefined;
}

/** Moves a case to another state. A move that the table does not list is a `conflict`; a missing verdict, summary or reason is `invalid`. */
export async function transitionCase({ ctx, input }: { ctx: Ctx; input: TransitionInput }): Promise<CaseView> {
  await authorizeFor(ctx, input.key, 'case.transition');
  const to = parse(CaseTransition, input.to);
  return transact(ctx, 'cases.transition', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.transition');
    await requireFresh(tx, before, ['state'], input.ifMatch);
    await moveCase(tx, before, to);
    return freshView(tx, before.id);
  });
}

/** The move itself, for verbs that already hold the case. The caller refreshes the lead timer. */
export async function moveCase(ctx: TxCtx, before: Case, to: ReturnType<typeof CaseTransition.parse>): Promise<Case> {
  const kept = { verdict: before.resolutionVerdict, summary: before.resolutionSummary };
  const all = await remembered(ctx, 'states', loadStates);
  const from = all.find(({ id }) => id === before.state)!;
  const byOwnProcess = ctx.actor.kind !== 'user' && ctx.actor.kind !== 'api_key';
  requireKnownState(all, to.state);
  const problems = transitionProblems(from, to, { states: usable(all), resolved: kept, now: ctx.now, byOwnProcess });
  const refused = problems.find((problem) => problem.pointer === '/state');
  if (refused) throw conflict(refused.message);
  if (problems.length > 0) throw invalid(problems);

  const target = all.find(({ id }) => id === to.state)!;
  await once(ctx, `state ${target.id}`, () => holdState(ctx, target));
  const { stage } = target;
  if (stage === 'closed') {
    await requireFilledIn(ctx, before.customFields);
    await settleBreaches(ctx, before, to.breachReason);
  }
  const ending = !isOpen(stage);
  const change: CaseChange = {
    state: to.state,
    stage,
    onHoldReason: stage === 'on_hold' ? (to.reason ?? null) : null,
    wakeAt: stage === 'on_hold' ? wakeAtOf(to, ctx.now) : null,
    resolutionVerdict: ending ? (to.verdict ?? before.resolutionVerdict) : null,
    resolutionSummary: ending ? to.summary || before.resolutionSummary : null,
    resolvedAt: ending ? (before.resolvedAt ?? ctx.now) : null,
    closedAt: stage === 'closed' ? ctx.now : null,
    ...(await acknowledgeBy(ctx, before)),
  };
  const { after } = await saveCase(ctx, before, change, 'case.transition');
  const reason = to.reason ?? to.summary;
  await writeTimeline(ctx, {
    caseId: before.id,
    kind: 'state',
    summary: sentenceOf(before, after, (id) => spoken(all.find((state) => state.id === id)?.name ?? id)),
    detail: {
      from: before.state,
      to: after.state,
      fromStage: before.stage,
      toStage: after.stage,
      ...(reason ? { reason } : {}),
      // A reopening clears them on the case: the history keeps them.
      ...(ending ? { verdict: after.resolutionVerdict, summary: after.resolutionSummary } : {}),
    },
  });
  const moved = {
    key: keyOf(after.number),
    previous: { state: before.state, stage: before.stage },
    current: { state: after.state, stage: after.stage },
    actor: refOf(ctx.actor),
  };
  const { eventId } = await emit(ctx, 'case/state.changed', moved, { caseId: after.id });
  if (ending && isOpen(before.stage)) await tellResolved(ctx, after, eventId);
  if (reopens(before, after)) {
    await emit(ctx, 'case/reopened', moved, { caseId: after.id });
    await askAgain(ctx, after, 'The case was reopened.');
  }
  return after;
}

const reopens = (before: Case, after: Case) => !isOpen(before.stage) && isOpen(after.stage);

/** A state's name within a sentence. */
const spoken = (name: string) => (/^\p{Lu}\p{Lu}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1));

function sentenceOf(before: Case, after: Case, nameOf: (state: State) => string): string {
  const name = nameOf(after.state);
  if (reopens(before, after)) return `Reopened the case into ${name}`;
  if (!isOpen(after.stage)) return `Moved the case to ${name} as ${after.resolutionVerdict!.replaceAll('_', ' ')}`;
  return `Moved the case from ${nameOf(before.state)} to ${name}`;
}
