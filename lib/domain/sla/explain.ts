import type { Aim, Cause, Step, TimerMetric } from './clock.ts';
import type { Timer } from './timers.ts';

export interface ExplainedStep {
  at: Date;
  what: Step['what'];
  /** One sentence, without moments: those are shown in the reader's zone. */
  text: string;
  /** Counting seconds until then. */
  elapsedSeconds: number;
  /** When the timer was due from then on; null while it is paused, and for a stopwatch. */
  dueAt: Date | null;
}

/** A stretch in which the timer ran, and how much of it counted by its calendar. */
export interface CountedSpan {
  from: Date;
  to: Date;
  seconds: number;
  calendar: string;
}

export interface Explanation {
  steps: ExplainedStep[];
  spans: CountedSpan[];
}

/** Why a timer is due when it is: what set its target, what moved it, which time counted. Oldest first, spans up to `now`. */
export function explainTimer(timer: Timer, now: Date): Explanation {
  return {
    steps: timer.steps.map((step) => ({
      at: step.at,
      what: step.what,
      text: sentenceOf(step, timer.metric),
      elapsedSeconds: step.elapsedSeconds,
      dueAt: step.dueAt,
    })),
    spans: spansOf(timer, now),
  };
}

const STARTS = new Set<Step['what']>(['started', 'resumed', 'reset']);
const ENDS = new Set<Step['what']>(['paused', 'met', 'late', 'stopped']);

function spansOf(timer: Timer, now: Date): CountedSpan[] {
  const spans: CountedSpan[] = [];
  let open: Step | null = null;
  /** Seconds that turned out later to lie before the start. */
  let earlier = 0;
  const close = (to: Date, elapsedSeconds: number) => {
    if (!open || to <= open.at) return;
    const { at: from, elapsedSeconds: before } = open;
    spans.push({ from, to, seconds: elapsedSeconds - before - earlier, calendar: calendarName(open.aim) });
    earlier = 0;
  };
  for (const step of timer.steps) {
    if (step.cause.kind === 'earlier_start') {
      const { from, to } = step.cause;
      const seconds = Math.round(step.cause.seconds);
      spans.unshift({ from, to, seconds, calendar: calendarName(step.aim) });
      if (open) earlier += seconds;
    }
    // What was counted before a reset is no part of the timer any more.
    if (step.what === 'reset' || (step.what === 'started' && step !== timer.steps[0])) spans.length = 0;
    else if (step.aim !== open?.aim || ENDS.has(step.what)) close(step.at, step.elapsedSeconds);
    if (ENDS.has(step.what)) open = null;
    else if (STARTS.has(step.what) || (open && step.aim !== open.aim)) open = step;
  }
  if (!timer.over && !timer.pausedSince) close(now, timer.elapsedSeconds);
  return spans;
}

const calendarName = ({ calendarVersion }: Aim) => calendarVersion?.name ?? 'Around the clock';

function sentenceOf({ what, cause, aim, fromStart }: Step, metric: TimerMetric): string {
  switch (what) {
    case 'started':
      return cause.kind === 'by_hand' ? customStart(aim) : `${startOf(cause)}: ${promiseOf(aim)} from then on.`;
    case 'retargeted':
      return `${changeOf(cause)}: ${promiseOf(aim)} ${fromStart ? 'from the start' : 'from then on'}.`;
    case 'kept':
      if (cause.kind === 'earlier_start') return `${changeOf(cause)}: the due time stays.`;
      if (cause.kind === 'asked_again') return 'It was promised before already: it is due when it was then.';
      return `${changeOf(cause)}: ${promiseOf(aim)} from then on, and the earlier due time stays.`;
    case 'paused':
      return cause.kind === 'held' ? 'The case went on hold: the time stands still.' : 'Paused by hand.';
    case 'resumed':
      return cause.kind === 'unheld' ? 'The case left hold: the time runs on.' : 'Resumed by hand.';
    case 'reset':
      return 'Set back to zero by hand.';
    case 'breached':
      return `The time was over before ${DONE[metric]}.`;
    case 'met':
      return 'Done in time.';
    case 'late':
      return 'Done late.';
    case 'stopped':
      if (cause.kind === 'by_hand') return 'Stopped by hand.';
      if (cause.kind === 'not_asked') return 'Stopped: no policy promises this any more.';
      if (cause.kind === 'merged') return 'Stopped: the case became part of another one.';
      return 'Stopped with the case.';
  }
}

const DONE: Record<TimerMetric, string> = {
  acknowledge: 'a person acknowledged the case',
  resolve: 'the case was resolved',
  custom: 'it was stopped',
};

function customStart({ targetSeconds }: Aim): string {
  return targetSeconds === 0
    ? 'Started by hand, as a stopwatch.'
    : `Started by hand, with ${inHours(targetSeconds)} to go.`;
}

function startOf(cause: Cause): string {
  if (cause.kind === 'opened') return 'The first report arrived';
  if (cause.kind === 'reopened') return 'The case was reopened';
  return changeOf(cause);
}

function changeOf(cause: Cause): string {
  switch (cause.kind) {
    case 'severity':
      return cause.raised ? `Severity was raised to ${cause.to}` : `Severity was lowered to ${cause.to}`;
    case 'vip':
      return cause.to ? 'The case became a VIP’s' : 'The case is a VIP’s no more';
    case 'category':
    case 'source':
      return `The ${cause.kind} became ${cause.to}`;
    case 'earlier_start':
      return 'A case that began earlier was merged into this one';
    default:
      return 'The target changed';
  }
}

function promiseOf(aim: Aim): string {
  const { policy, targetSeconds } = aim;
  const time = inHours(targetSeconds);
  const counted = aim.calendarVersion?.hours
    ? `, counted in “${calendarName(aim)}” (version ${aim.calendarVersion.version}),`
    : '';
  const versioned = policy ? `“${policy.name}” (version ${policy.version})` : 'the policy';
  return `${versioned} promises ${time}${counted}`;
}

/** `24 h`, `1 h 30 min`, `45 s`: by office hours a day would be ambiguous. */
function inHours(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
