import { z } from 'zod';

/** The five fixed stages. Every configurable state belongs to one; timers, counts and permissions look at the stage alone. */
export const STAGES = ['new', 'in_progress', 'on_hold', 'resolved', 'closed'] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.infer<typeof Stage>;

/** The shipped states: what automations name. They can be renamed and stand always. */
export const STATES = ['new', 'triage', 'in_progress', 'on_hold', 'resolved', 'closed'] as const;
export type ShippedState = (typeof STATES)[number];

/** A state's id: a shipped one, or one of the house's own. */
export const State = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Write the id of a state, such as in_progress.');
export type State = z.infer<typeof State>;

const STAGE_OF: Record<ShippedState, Stage> = {
  new: 'new',
  triage: 'new',
  in_progress: 'in_progress',
  on_hold: 'on_hold',
  resolved: 'resolved',
  closed: 'closed',
};

/** A state with where a case may go from it. What is not in `next` is refused. */
export interface StateRule {
  id: State;
  name: string;
  stage: Stage;
  next: readonly State[];
}

/** The shipped table, from each state where a case may go. */
export const TRANSITIONS: Record<ShippedState, readonly ShippedState[]> = {
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

/** The stage of a shipped state. */
export function stageOf(state: ShippedState): Stage {
  return STAGE_OF[state];
}

/** What a new installation has. */
export const SHIPPED_STATES: readonly StateRule[] = STATES.map((id) => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1).replaceAll('_', ' '),
  stage: stageOf(id),
  next: TRANSITIONS[id],
}));

/** Moves from stage to stage that the shipped table knows. */
const STAGE_MOVES: ReadonlySet<string> = new Set(
  STATES.flatMap((from) => TRANSITIONS[from].map((to) => `${stageOf(from)} ${stageOf(to)}`)),
);

/**
 * Whether a case may go from one state to another. The table binds people and programs; our own processes (a vendor's report, a hold that
 * ends) follow the stages too, so that no table of an installation's own leaves a case behind.
 */
export function mayMove(from: StateRule, to: StateRule, byOwnProcess: boolean): boolean {
  if (from.id === to.id) return false;
  return from.next.includes(to.id) || (byOwnProcess && STAGE_MOVES.has(`${from.stage} ${to.stage}`));
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
 * Says what is wrong with moving a case from `from`, given the resolution it already has; an empty list means it may move. `states` are
 * those that a case can be in, so without retired ones.
 * Resolving needs a verdict and a summary, closing too unless they stand from the resolve; holding needs a reason, and a wake date that is named must lie ahead.
 */
export function transitionProblems(
  from: StateRule,
  request: TransitionRequest,
  {
    states,
    resolved,
    now,
    byOwnProcess = false,
  }: {
    states: readonly StateRule[];
    resolved: { verdict: string | null; summary: string | null };
    now: Date;
    byOwnProcess?: boolean;
  },
): TransitionProblem[] {
  const to = states.find(({ id }) => id === request.state);
  if (!to || !mayMove(from, to, byOwnProcess)) {
    const allowed = from.next.filter((id) => states.some((state) => state.id === id)).join(', ');
    const message = `A case in state ${from.id} cannot move to ${request.state}. Possible: ${allowed}.`;
    return [{ pointer: '/state', message }];
  }
  const problems: TransitionProblem[] = [];
  if (!isOpen(to.stage)) {
    const kept = from.stage === 'resolved' ? resolved : { verdict: null, summary: null };
    if (!(request.verdict ?? kept.verdict))
      problems.push({ pointer: '/verdict', message: `A verdict is needed: one of ${VERDICTS.join(', ')}.` });
    if (!(request.summary?.trim() || kept.summary))
      problems.push({ pointer: '/summary', message: 'A summary is needed: what was found and what was done.' });
  }
  if (to.stage === 'on_hold') {
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
