import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { CaseTransition, keyOf } from '../../domain/case.ts';
import { isOpen, stageOf, transitionProblems, wakeAtOf } from '../../domain/case-state.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { conflict, invalid } from '../errors.ts';
import { type Ctx, emit, parse, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { acknowledgeBy } from './acknowledgement.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { requireFresh } from './precondition.ts';
import { type CaseChange, saveCase } from './save.ts';
import { refreshLeadTimer } from './timers.ts';
import { caseView } from './view.ts';

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
    return caseView(tx.tx, tx, await refreshLeadTimer(tx, before.id));
  });
}

/** The move itself, for verbs that already hold the case. The caller refreshes the lead timer. */
export async function moveCase(ctx: TxCtx, before: Case, to: ReturnType<typeof CaseTransition.parse>): Promise<Case> {
  const kept = { verdict: before.resolutionVerdict, summary: before.resolutionSummary };
  const problems = transitionProblems(before.state, to, kept, ctx.now);
  const refused = problems.find((problem) => problem.pointer === '/state');
  if (refused) throw conflict(refused.message);
  if (problems.length > 0) throw invalid(problems);

  const stage = stageOf(to.state);
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
    summary: sentenceOf(before, after),
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
  await emit(ctx, 'case/state.changed', moved, { caseId: after.id });
  if (reopens(before, after)) await emit(ctx, 'case/reopened', moved, { caseId: after.id });
  return after;
}

const reopens = (before: Case, after: Case) => !isOpen(before.stage) && isOpen(after.stage);

function sentenceOf(before: Case, after: Case): string {
  const name = after.state.replaceAll('_', ' ');
  if (reopens(before, after)) return `Reopened the case into ${name}`;
  if (!isOpen(after.stage)) return `Moved the case to ${name} as ${after.resolutionVerdict!.replaceAll('_', ' ')}`;
  return `Moved the case from ${before.state.replaceAll('_', ' ')} to ${name}`;
}
