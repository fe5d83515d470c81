import { z } from 'zod';

/** The five fixed stages. Every configurable state belongs to one; timers, counts and permissions look at the stage alone. */
export const STAGES = ['new', 'in_progress', 'on_hold', 'resolved', 'closed'] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.infer<typeof Stage>;

/** The shipped states. */
export const STATES = ['new', 'triage', 'in_progress', 'on_hold', 'resolved', 'closed'] as const;
export const State = z.enum(STATES);
export type State = z.infer<typeof State>;

const STAGE_OF: Record<State, Stage> = {
  new: 'new',
  triage: 'new',
  in_progress: 'in_progress',
  on_hold: 'on_hold',
  resolved: 'resolved',
  closed: 'closed',
};

/** From each state, where a case may go. What is not listed is refused. */
export const TRANSITIONS: Record<State, readonly State[]> = {
  new: ['triage', 'in_progress', 'on_hold', 'resolved', 'closed'],
  triage: ['in_progress', 'on_hold', 'resolved', 'closed'],
  in_progress: ['triage', 'on_hold', 'resolved', 'closed'],
  on_hold: ['triage', 'in_progress', 'resolved', 'closed'],
  resolved: ['triage', 'in_progress', 'closed'],
  closed: ['triage', 'in_progress'],
};

export const VERDICTS = [
  'true_positive',
  'benign_positive',
  'false_positive',
  'duplicate',
  'undetermined',
  'authorized_test',
  'accepted_risk',
] as const;
/** Why a case was resolved. */
export const ResolutionVerdict = z.enum(VERDICTS);
export type ResolutionVerdict = z.infer<typeof ResolutionVerdict>;

export function stageOf(state: State): Stage {
  return STAGE_OF[state];
}

/** Stages in which somebody still has to act. */
export const OPEN_STAGES = ['new', 'in_progress', 'on_hold'] as const satisfies readonly Stage[];

export function isOpen(stage: Stage): boolean {
  return stage !== 'resolved' && stage !== 'closed';
}

export interface TransitionRequest {
  state: State;
  reason?: string | undefined;
  verdict?: ResolutionVerdict | undefined;
  summary?: string | undefined;
  wakeAt?: Date | undefined;
}

/** A field that the transition needs and did not get, or a move that the table does not list. */
export interface TransitionProblem {
  pointer: string;
  message: string;
}

/**
 * Says what is wrong with moving a case from `from`, given the resolution it already has; an empty list means it may move.
 * Resolving needs a verdict and a summary, closing too unless they stand from the resolve; holding needs a reason, and a wake date that is named must lie ahead.
 */
export function transitionProblems(
  from: State,
  request: TransitionRequest,
  resolved: { verdict: string | null; summary: string | null },
  now: Date,
): TransitionProblem[] {
  const { state } = request;
  if (!TRANSITIONS[from].includes(state)) {
    const allowed = TRANSITIONS[from].join(', ');
    return [{ pointer: '/state', message: `A case in state ${from} cannot move to ${state}. Possible: ${allowed}.` }];
  }
  const problems: TransitionProblem[] = [];
  if (state === 'resolved' || state === 'closed') {
    const kept = from === 'resolved' ? resolved : { verdict: null, summary: null };
    if (!(request.verdict ?? kept.verdict))
      problems.push({ pointer: '/verdict', message: `A verdict is needed: one of ${VERDICTS.join(', ')}.` });
    if (!(request.summary?.trim() || kept.summary))
      problems.push({ pointer: '/summary', message: 'A summary is needed: what was found and what was done.' });
  }
  if (state === 'on_hold') {
    if (!request.reason?.trim()) problems.push({ pointer: '/reason', message: 'A reason for holding is needed.' });
    if (request.wakeAt && request.wakeAt <= now)
      problems.push({ pointer: '/wakeAt', message: 'The wake date must be in the future.' });
  }
  return problems;
}

const DEFAULT_HOLD_MS = 24 * 60 * 60 * 1000;

/** When a held case comes back by itself: at the date that was named, else after a day. */
export function wakeAtOf(request: Pick<TransitionRequest, 'wakeAt'>, now: Date): Date {
  return request.wakeAt ?? new Date(now.getTime() + DEFAULT_HOLD_MS);
}
