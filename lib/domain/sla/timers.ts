import type { Stage } from '../case-state.ts';
import { rankOf, type Severity } from '../severity.ts';
import type { BreachCode } from './breach-reason.ts';
import { ALWAYS, type CalendarVersion, calendarOf } from './calendar.ts';
import { calendarAt, choosePolicy } from './choose.ts';
import {
  type Aim,
  aimAnew,
  beginEarlier,
  type Cause,
  type Clock,
  complete,
  type DoneBy,
  keepEarlier,
  passTime,
  pause,
  reset,
  resume,
  type Step,
  startClock,
  stop,
  type TimerMetric,
  type TimerStatus,
} from './clock.ts';
import { DEFAULT_AT_RISK, METRICS, type Metric, type PolicyBook, type PolicyVersion, targetOf } from './policy.ts';
import { leadOf, timerOf } from './timer-of.ts';

export const TIMER_COMMANDS = ['start', 'pause', 'resume', 'reset', 'stop'] as const;
export type TimerCommand = (typeof TIMER_COMMANDS)[number];

/** What somebody made a custom timer do. `startedAt` may lie before the entry that says so. */
export type TimerChange =
  | { command: 'add'; name: string; targetSeconds: number; startedAt: Date }
  | { command: TimerCommand; by: DoneBy }
  /** The case became part of another one, where the timer runs on … */
  | { command: 'leave' }
  /** … with all that had happened to it. */
  | { command: 'take'; changes: readonly SlaChange[] };

/** One fact of a case's life that its timers depend on. */
export type SlaChange = { at: Date } & (
  | { kind: 'severity'; from: Severity | null; to: Severity }
  | { kind: 'vip'; to: boolean }
  | { kind: 'category' | 'source'; to: string }
  /** `merged`: it ended because it became part of another case. */
  | { kind: 'stage'; from: Stage; to: Stage; by?: DoneBy; merged?: boolean }
  /** A case that began at `to` became part of this one. */
  | { kind: 'start'; to: Date }
  /** `person`: somebody acted on the case. `automation`: one resolved it alone, so nobody will. */
  | { kind: 'acknowledged'; by: DoneBy }
  | { kind: 'timer'; timer: string; change: TimerChange }
  /** The clock has told of a timer. */
  | { kind: 'told'; timer: string; what: 'at_risk' | 'breached' }
  | { kind: 'reason'; timer: string; code: BreachCode; text: string | null }
);

export interface SlaHistory {
  /** Receipt of the first delivery, else creation; what was merged into the case since is a change. */
  startedAt: Date;
  /** As they were when the case opened. */
  category?: string;
  source?: string;
  /** In order. A person's act stands before the stage change that it makes. */
  changes: readonly SlaChange[];
}

export interface Timer {
  /** `acknowledge` or `resolve`; `resolve-2` and so on for those that a reopening started; a custom one's own id. */
  id: string;
  metric: TimerMetric;
  name: string;
  status: TimerStatus;
  atRisk: boolean;
  targetSeconds: number;
  startedAt: Date;
  /** Null while paused: nobody knows then. Null for a stopwatch. */
  dueAt: Date | null;
  atRiskAt: Date | null;
  pausedSeconds: number;
  pausedSince: Date | null;
  /** The same without a pause that still lasts. */
  endedPauseSeconds: number;
  /** Counting seconds so far, or until it was over. */
  elapsedSeconds: number;
  /** When what it waits for was done, in time or late. */
  completedAt: Date | null;
  completedBy: DoneBy | null;
  breachedAt: Date | null;
  breachReason: { code: BreachCode; text: string | null } | null;
  atRiskToldAt: Date | null;
  breachToldAt: Date | null;
  /** Nothing moves it any more, since then. */
  over: boolean;
  endedAt: Date | null;
  /** Who promised it; both null for a custom timer. */
  policy: PolicyVersion | null;
  calendar: CalendarVersion | null;
  /** The one that the card shows. */
  lead: boolean;
  /** How it came to be due when it is, oldest first. */
  steps: readonly Step[];
}

const NAMES: Record<Metric, string> = { acknowledge: 'Time to acknowledge', resolve: 'Time to resolve' };

/** Where the reading of a history stands. */
interface Reading {
  book: PolicyBook;
  severity: Severity | null;
  category: string;
  source: string;
  vip: boolean;
  stage: Stage;
  acknowledged: boolean;
  startedAt: Date;
  clocks: Clock[];
  /** What would run still, had a change not left nothing promised: it decides when that is due once it is promised again. */
  unasked: Map<Metric, Clock>;
}

/**
 * A case's timers at `now`, computed from its history alone, oldest first. The same history always gives the same timers, so what is
 * stored of them is a cache. A history without a severity has none but its custom ones.
 *
 * A target is set by the policy that is in force at that moment (the start, a change of what policies are chosen by, a reopening) and holds
 * until the next such moment: an edit of a policy moves no promise that was given, of open cases as little as of closed ones.
 */
export function computeTimers(history: SlaHistory, book: PolicyBook, now: Date): Timer[] {
  const { opening, later } = openingOf(history);
  const reading: Reading = {
    book,
    ...opening,
    category: history.category ?? '',
    source: history.source ?? '',
    stage: 'new',
    acknowledged: false,
    startedAt: history.startedAt,
    clocks: [],
    unasked: new Map(),
  };
  startMissing(reading, history.startedAt, { kind: 'opened' });
  for (const change of later) {
    if (change.at > now) break;
    for (const clock of reading.clocks) passTime(clock, change.at);
    apply(reading, change);
  }
  for (const clock of reading.clocks) passTime(clock, now);
  const lead = leadOf(reading.clocks);
  return reading.clocks.map((clock) => timerOf(clock, now, clock === lead));
}

/** What a case opens with is no raise: its first severity, and a VIP flag that is set in that same moment. */
function openingOf({ changes }: SlaHistory) {
  const first = changes.find((change) => change.kind === 'severity');
  const isOpening = (change: SlaChange) =>
    change === first || (change.kind === 'vip' && first !== undefined && change.at <= first.at);
  const vip = changes.findLast((change) => change.kind === 'vip' && isOpening(change));
  return {
    opening: {
      severity: first?.kind === 'severity' ? first.to : null,
      vip: vip?.kind === 'vip' ? vip.to : false,
    },
    later: changes.filter((change) => !isOpening(change)),
  };
}

function apply(reading: Reading, change: SlaChange): void {
  const { at } = change;
  switch (change.kind) {
    case 'severity': {
      const before = reading.severity;
      if (change.to === before) break;
      reading.severity = change.to;
      const raised = before === null || rankOf(change.to) > rankOf(before);
      const cause: Cause = { kind: 'severity', to: change.to, raised };
      retarget(reading, at, () => (raised ? 'tighten' : 'loosen'), cause);
      break;
    }
    case 'vip':
      if (change.to === reading.vip) break;
      reading.vip = change.to;
      retarget(reading, at, () => (change.to ? 'tighten' : 'loosen'), { kind: 'vip', to: change.to });
      break;
    case 'category':
    case 'source':
      if (change.to === reading[change.kind]) break;
      reading[change.kind] = change.to;
      retarget(reading, at, byTarget, { kind: change.kind, to: change.to });
      break;
    case 'acknowledged':
      acknowledge(reading, at, change.by);
      break;
    case 'stage':
      moveTo(reading, at, change.to, change.merged ? null : (change.by ?? 'person'));
      break;
    case 'start':
      startEarlier(reading, at, change.to);
      break;
    case 'timer':
      command(reading, at, change.timer, change.change);
      break;
    case 'told':
      for (const clock of byId(reading, change.timer)) {
        // A change that was taken back since may have made it true, as the start of a merged case does.
        if (change.what === 'breached' && clock.breachedAt) clock.breachToldAt ??= at;
        if (change.what === 'at_risk' && isWarned(clock, at)) clock.atRiskToldAt ??= at;
      }
      break;
    case 'reason':
      for (const clock of byId(reading, change.timer)) clock.reason = { code: change.code, text: change.text };
      break;
  }
}

const isWarned = (clock: Clock, at: Date) =>
  clock.status !== 'paused' && clock.atRiskAt !== null && clock.atRiskAt <= at;

/** Another category or source only chooses another policy: it tightens where that asks for less time. */
const byTarget = (clock: Clock, aim: Aim) => (aim.targetSeconds < clock.aim.targetSeconds ? 'tighten' : 'loosen');

function aimOf(reading: Reading, metric: Metric, at: Date): Aim | null {
  const { book, severity, category, source, vip } = reading;
  if (severity === null) return null;
  const policy = choosePolicy(book, { severity, category, source, vip }, at);
  const targetSeconds = policy ? targetOf(policy, metric, vip) : 0;
  if (!policy || targetSeconds === 0) return null;
  const calendarVersion = calendarAt(book, policy.calendar, at);
  const calendar = calendarVersion ? calendarOf(calendarVersion) : ALWAYS;
  return { targetSeconds, atRisk: policy.atRisk, calendar, policy, calendarVersion };
}

/** What a policy promised before and after a change that left its terms alone is the same promise: the timer is not touched. */
const sameAim = (a: Aim, b: Aim) =>
  a.policy?.id === b.policy?.id &&
  a.targetSeconds === b.targetSeconds &&
  a.calendarVersion?.id === b.calendarVersion?.id;

function retarget(
  reading: Reading,
  at: Date,
  direction: (clock: Clock, aim: Aim) => 'tighten' | 'loosen',
  cause: Cause,
): void {
  for (const metric of METRICS) {
    const aim = aimOf(reading, metric, at);
    for (const clock of of(reading, metric)) {
      if (aim && !sameAim(clock.aim, aim)) aimAnew(clock, at, aim, direction(clock, aim), cause);
      else if (!aim && !clock.over && clock.status !== 'breached') {
        reading.unasked.set(metric, { ...clock, ran: [...clock.ran], steps: [] });
        stop(clock, at, { kind: 'not_asked' });
      }
    }
  }
  startMissing(reading, at, cause);
}

/** What began with the case, and is not over, counts from the earlier start. */
function startEarlier(reading: Reading, at: Date, from: Date): void {
  if (from >= reading.startedAt) return;
  const known = reading.startedAt.getTime();
  reading.startedAt = from;
  const began = [...METRICS.flatMap((metric) => of(reading, metric)), ...reading.unasked.values()];
  for (const clock of began) if (clock.startedAt.getTime() === known) beginEarlier(clock, at, from);
}

function acknowledge(reading: Reading, at: Date, by: DoneBy): void {
  reading.unasked.delete('acknowledge');
  if (by === 'person') reading.acknowledged = true;
  for (const clock of of(reading, 'acknowledge')) {
    if (by === 'person') complete(clock, at, by);
    else stop(clock, at, { kind: 'ended' });
  }
}

/** `by` is null where nobody did the work: the case became part of another one. */
function moveTo(reading: Reading, at: Date, stage: Stage, by: DoneBy | null): void {
  const wasDone = isDone(reading.stage);
  reading.stage = stage;
  if (isDone(stage)) reading.unasked.clear();
  const unasked = reading.unasked.get('resolve');
  for (const clock of [...of(reading, 'resolve'), ...(unasked ? [unasked] : [])]) {
    if (isDone(stage)) by ? complete(clock, at, by) : stop(clock, at, { kind: 'merged' });
    else if (stage === 'on_hold') pause(clock, at, { kind: 'held' });
    else resume(clock, at, { kind: 'unheld' });
  }
  if (isDone(stage)) {
    for (const clock of of(reading, 'acknowledge')) stop(clock, at, { kind: 'ended' });
    for (const clock of of(reading, 'custom')) endCustom(clock, at, by ?? 'automation', { kind: 'ended' });
  } else if (wasDone) startMissing(reading, at, { kind: 'reopened' });
}

/** Commands that make no sense were refused when they were given, and are passed over here. */
function command(reading: Reading, at: Date, id: string, change: TimerChange): void {
  const [known] = byId(reading, id);
  if (change.command === 'take') {
    if (!known) relive(reading, id, at, change.changes);
    return;
  }
  if (change.command === 'add') {
    if (known) return;
    const aim: Aim = {
      targetSeconds: change.targetSeconds,
      atRisk: DEFAULT_AT_RISK,
      calendar: ALWAYS,
      policy: null,
      calendarVersion: null,
    };
    const clock = startClock({ id, metric: 'custom', name: change.name }, change.startedAt, aim, { kind: 'by_hand' });
    passTime(clock, at);
    reading.clocks.push(clock);
    return;
  }
  if (known?.metric !== 'custom') return;
  const byHand: Cause = { kind: 'by_hand' };
  if (change.command === 'leave') stop(known, at, { kind: 'merged' });
  if (change.command === 'pause') pause(known, at, byHand);
  if (change.command === 'resume') resume(known, at, byHand);
  if (change.command === 'stop') endCustom(known, at, change.by, byHand);
  if (known.breachedAt) return;
  if (change.command === 'start' && known.over) reset(known, at, 'started');
  if (change.command === 'reset' && !known.over) reset(known, at, 'reset');
}

/** A timer that came from another case: what had happened to it there, at its own times. */
function relive(reading: Reading, id: string, at: Date, changes: readonly SlaChange[]): void {
  for (const change of changes) {
    for (const clock of byId(reading, id)) passTime(clock, change.at);
    apply(reading, change);
  }
  for (const clock of byId(reading, id)) passTime(clock, at);
}

/** Whoever stops a custom timer says that its work is done. */
function endCustom(clock: Clock, at: Date, by: DoneBy, cause: Cause): void {
  if (clock.over) return;
  stop(clock, at, cause);
  clock.completedAt = at;
  clock.completedBy = by;
}

/**
 * Starts a timer for each promise that stands and has none: at the opening, at a reopening, and when a case leaves a severity that
 * promised nothing. A case that a person has once acknowledged stays acknowledged.
 */
function startMissing(reading: Reading, at: Date, cause: Cause): void {
  if (isDone(reading.stage)) return;
  for (const metric of METRICS) {
    const aim = aimOf(reading, metric, at);
    const earlier = of(reading, metric);
    if (!aim || earlier.some((clock) => !clock.over) || (metric === 'acknowledge' && reading.acknowledged)) continue;
    const id = earlier.length === 0 ? metric : `${metric}-${earlier.length + 1}`;
    const clock = startClock({ id, metric, name: NAMES[metric] }, at, aim, cause);
    if (metric === 'resolve' && reading.stage === 'on_hold') pause(clock, at, { kind: 'held' });
    const before = reading.unasked.get(metric);
    if (before) {
      aimAnew(before, at, aim, byTarget(before, aim), cause);
      keepEarlier(clock, at, before);
      reading.unasked.delete(metric);
    }
    reading.clocks.push(clock);
  }
}

const of = (reading: Reading, metric: TimerMetric) => reading.clocks.filter((clock) => clock.metric === metric);
const byId = (reading: Reading, id: string) => reading.clocks.filter((clock) => clock.id === id);

function isDone(stage: Stage): boolean {
  return stage === 'resolved' || stage === 'closed';
}
