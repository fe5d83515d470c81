import type { Severity } from '../severity.ts';
import type { BreachCode } from './breach-reason.ts';
import type { Calendar, CalendarVersion } from './calendar.ts';
import type { Metric, PolicyVersion } from './policy.ts';

export type TimerStatus = 'running' | 'paused' | 'met' | 'breached' | 'stopped';
export type TimerMetric = Metric | 'custom';

/** Who did what a timer waits for. */
export type DoneBy = 'person' | 'automation';

/** What a timer is aimed at: its target in counting seconds, the share of it after which the timer is at risk, and who says so. */
export interface Aim {
  /** 0: a stopwatch, which is never due. */
  targetSeconds: number;
  atRisk: number;
  calendar: Calendar;
  /** Both null for a custom timer. */
  policy: PolicyVersion | null;
  calendarVersion: CalendarVersion | null;
}

/** Why something happened to a timer. */
export type Cause =
  | { kind: 'opened' | 'reopened' | 'held' | 'unheld' | 'by_hand' | 'late' | 'done' | 'ended' | 'not_asked' }
  /** The case became part of another one. */
  | { kind: 'merged' }
  /** What was promised before nothing was is promised again. */
  | { kind: 'asked_again' }
  /** An earlier case became part of this one: so many counting seconds lie before the start that was known. */
  | { kind: 'earlier_start'; from: Date; to: Date; seconds: number }
  | { kind: 'severity'; to: Severity; raised: boolean }
  | { kind: 'vip'; to: boolean }
  | { kind: 'category' | 'source'; to: string };

/** One step in a timer's life: what happened, how much had counted then, and when it was due from then on. */
export interface Step {
  at: Date;
  what: 'started' | 'retargeted' | 'kept' | 'paused' | 'resumed' | 'reset' | 'breached' | 'met' | 'late' | 'stopped';
  cause: Cause;
  aim: Aim;
  /** A new target that counts from the timer's start, not from this moment on. */
  fromStart: boolean;
  elapsedSeconds: number;
  /** Null while paused, and for a stopwatch. */
  dueAt: Date | null;
}

/** A stretch of time in which a timer ran. */
interface Ran {
  from: Date;
  to: Date;
  calendar: Calendar;
}

/** One timer while the history is read. `dueAt` and `atRiskAt` are those of a running timer; while it is paused, `remaining` holds. */
export interface Clock {
  readonly id: string;
  readonly metric: TimerMetric;
  readonly name: string;
  startedAt: Date;
  aim: Aim;
  status: TimerStatus;
  /** Null: a stopwatch. */
  dueAt: Date | null;
  atRiskAt: Date | null;
  /** Counting seconds left when the pause began; null while running. */
  remaining: number | null;
  /** Counting seconds from the start within which it is due, whatever moved it since. */
  bound: number;
  /** Counting seconds up to `since`, and the stretches that they come from. */
  counted: number;
  ran: Ran[];
  /** From when on it counts; null while it does not. */
  since: Date | null;
  pausedSince: Date | null;
  /** Counting seconds of the pauses that are over. */
  pausedSeconds: number;
  completedAt: Date | null;
  completedBy: DoneBy | null;
  endedAt: Date | null;
  breachedAt: Date | null;
  reason: { code: BreachCode; text: string | null } | null;
  /** When somebody was told; a warning that a new due time made untrue is forgotten. */
  atRiskToldAt: Date | null;
  breachToldAt: Date | null;
  /** Nothing moves it any more. A breached timer is not over: it still waits for what comes late. */
  over: boolean;
  readonly steps: Step[];
}

export function startClock(of: Pick<Clock, 'id' | 'metric' | 'name'>, at: Date, aim: Aim, cause: Cause): Clock {
  const clock: Clock = {
    ...of,
    startedAt: at,
    aim,
    status: 'running',
    dueAt: null,
    atRiskAt: null,
    remaining: null,
    bound: aim.targetSeconds,
    counted: 0,
    ran: [],
    since: at,
    pausedSince: null,
    pausedSeconds: 0,
    completedAt: null,
    completedBy: null,
    endedAt: null,
    breachedAt: null,
    reason: null,
    atRiskToldAt: null,
    breachToldAt: null,
    over: false,
    steps: [],
  };
  setDue(clock, at, aim.targetSeconds);
  note(clock, at, 'started', cause);
  return clock;
}

/** Lets time pass until `at`. A target is met before its due time: at that very moment it is breached. */
export function passTime(clock: Clock, at: Date): void {
  if (clock.status !== 'running' || !clock.dueAt || clock.dueAt > at) return;
  clock.status = 'breached';
  clock.breachedAt = clock.dueAt;
  note(clock, clock.dueAt, 'breached', { kind: 'late' });
}

/** Counting seconds that the timer ran until `at`, without its pauses. */
export function elapsedOf(clock: Clock, at: Date): number {
  return clock.counted + (clock.since ? clock.aim.calendar.between(clock.since, at) : 0);
}

/** Counting seconds of its pauses until `at`, a lasting one included. */
export function pausedOf(clock: Clock, at: Date): number {
  return clock.pausedSeconds + (clock.pausedSince ? clock.aim.calendar.between(clock.pausedSince, at) : 0);
}

export function pause(clock: Clock, at: Date, cause: Cause): void {
  if (clock.over || clock.pausedSince) return;
  halt(clock, at);
  clock.pausedSince = at;
  if (clock.status === 'running') {
    clock.remaining = clock.dueAt && clock.aim.calendar.between(at, clock.dueAt);
    clock.status = 'paused';
  }
  note(clock, at, 'paused', cause);
}

export function resume(clock: Clock, at: Date, cause: Cause): void {
  if (clock.over || !clock.pausedSince) return;
  clock.pausedSeconds = pausedOf(clock, at);
  clock.pausedSince = null;
  clock.since = at;
  if (clock.status === 'paused') {
    clock.status = 'running';
    if (clock.remaining !== null) setDue(clock, at, clock.remaining);
    clock.remaining = null;
  }
  note(clock, at, 'resumed', cause);
}

/**
 * A new target from `at` on. Tightened (a raise, a VIP): due at the earlier of the old due time and `at` + target. Loosened (a
 * lowering): due at start + target, the pauses added. What has counted by then stays counted, also where the new target has another
 * calendar. A breach is a fact that no new target takes back.
 */
export function aimAnew(clock: Clock, at: Date, aim: Aim, kind: 'tighten' | 'loosen', cause: Cause): void {
  if (clock.over || clock.status === 'breached') return;
  const { dueAt: oldDue, remaining: oldLeft } = clock;
  const running = clock.since !== null;
  clock.pausedSeconds = pausedOf(clock, at);
  if (clock.pausedSince) clock.pausedSince = at;
  halt(clock, at);
  if (running) clock.since = at;
  clock.aim = aim;
  if (kind === 'loosen') clock.bound = aim.targetSeconds;
  const wanted = Math.max(0, kind === 'tighten' ? aim.targetSeconds : aim.targetSeconds - clock.counted);
  if (clock.status === 'paused') {
    clock.remaining = kind === 'tighten' ? Math.min(oldLeft ?? wanted, wanted) : wanted;
    note(clock, at, clock.remaining === wanted ? 'retargeted' : 'kept', cause, kind === 'loosen');
    return;
  }
  const fresh = aim.calendar.add(at, wanted);
  const keeps = kind === 'tighten' && oldDue !== null && oldDue < fresh;
  if (keeps) setDueAt(clock, at, oldDue, aim.calendar.between(at, oldDue));
  else setDueAt(clock, at, fresh, wanted);
  note(clock, at, keeps ? 'kept' : 'retargeted', cause, kind === 'loosen');
}

/**
 * At `at` it turns out that the timer's time began at `from`, which is earlier than its start: it is due that much earlier, but where
 * something else had set its due time. A due time that lies behind is a breach of then. What was late stays late since when it was.
 */
export function beginEarlier(clock: Clock, at: Date, from: Date): void {
  const { startedAt, aim } = clock;
  if (clock.over || from >= startedAt) return;
  const seconds = aim.calendar.between(from, startedAt);
  const cause: Cause = { kind: 'earlier_start', from, to: startedAt, seconds };
  clock.startedAt = from;
  clock.counted += seconds;
  clock.ran.unshift({ from, to: startedAt, calendar: aim.calendar });
  const left = clock.bound - elapsedOf(clock, at);
  if (clock.status === 'breached') note(clock, at, 'kept', cause);
  else if (left <= 0) {
    clock.status = 'running';
    clock.remaining = null;
    clock.dueAt = momentOf(clock, clock.bound, at);
    clock.atRiskAt = momentOf(clock, clock.bound - aim.targetSeconds * (1 - aim.atRisk), at);
    note(clock, at, 'retargeted', cause, true);
    passTime(clock, at);
  } else if (clock.remaining !== null) {
    const keeps = clock.remaining < left;
    clock.remaining = Math.min(clock.remaining, left);
    note(clock, at, keeps ? 'kept' : 'retargeted', cause, true);
  } else {
    const fresh = aim.calendar.add(at, left);
    const keeps = clock.dueAt !== null && clock.dueAt < fresh;
    if (!keeps) setDueAt(clock, at, fresh, left);
    note(clock, at, keeps ? 'kept' : 'retargeted', cause, true);
  }
}

/** When so many counting seconds had passed, at `at` at the latest. */
function momentOf(clock: Clock, seconds: number, at: Date): Date {
  const last = clock.since ? [{ from: clock.since, to: at, calendar: clock.aim.calendar }] : [];
  let left = Math.max(0, seconds);
  for (const { from, to, calendar } of [...clock.ran, ...last]) {
    const counted = calendar.between(from, to);
    if (counted >= left) return calendar.add(from, left);
    left -= counted;
  }
  return at;
}

/**
 * Makes a timer due when `earlier` is at the latest: one that ran before nothing was promised for a while, and would run still. `at` at the
 * earliest: nothing is late before it was promised.
 */
export function keepEarlier(clock: Clock, at: Date, earlier: Clock): void {
  const { calendar } = clock.aim;
  if (clock.remaining !== null && earlier.remaining !== null) {
    if (earlier.remaining >= clock.remaining) return;
    clock.remaining = earlier.remaining;
  } else {
    if (!clock.dueAt || !earlier.dueAt || earlier.dueAt >= clock.dueAt) return;
    const dueAt = earlier.dueAt > at ? earlier.dueAt : at;
    setDueAt(clock, at, dueAt, calendar.between(at, dueAt));
  }
  note(clock, at, 'kept', { kind: 'asked_again' });
}

/** What the timer waited for was done at `at`. A breach stays one. */
export function complete(clock: Clock, at: Date, by: DoneBy): void {
  if (clock.over) return;
  wind(clock, at);
  passTime(clock, at);
  if (clock.status === 'running') clock.status = 'met';
  clock.completedAt = at;
  clock.completedBy = by;
  end(clock, at);
  note(clock, at, clock.status === 'met' ? 'met' : 'late', { kind: 'done' });
}

/** What it waits for will not be done any more, or is no longer asked for. A breach stays one. */
export function stop(clock: Clock, at: Date, cause: Cause): void {
  if (clock.over) return;
  wind(clock, at);
  if (clock.status === 'running') clock.status = 'stopped';
  end(clock, at);
  note(clock, at, 'stopped', cause);
}

/** Begins from zero: a custom timer only, and none that is late. A paused one stays paused. */
export function reset(clock: Clock, at: Date, what: 'reset' | 'started'): void {
  const stays = what === 'reset' && clock.pausedSince !== null;
  Object.assign(clock, {
    startedAt: at,
    status: stays ? 'paused' : 'running',
    remaining: stays ? clock.aim.targetSeconds || null : null,
    counted: 0,
    ran: [],
    since: stays ? null : at,
    pausedSince: stays ? at : null,
    pausedSeconds: 0,
    completedAt: null,
    completedBy: null,
    endedAt: null,
    atRiskToldAt: null,
    over: false,
  });
  setDue(clock, at, clock.aim.targetSeconds);
  note(clock, at, what, { kind: 'by_hand' });
}

/** Ends a pause without a word: what follows says what happened. */
function wind(clock: Clock, at: Date): void {
  const before = clock.steps.length;
  resume(clock, at, { kind: 'unheld' });
  clock.steps.length = before;
}

function halt(clock: Clock, at: Date): void {
  clock.counted = elapsedOf(clock, at);
  if (clock.since) clock.ran.push({ from: clock.since, to: at, calendar: clock.aim.calendar });
  clock.since = null;
}

function end(clock: Clock, at: Date): void {
  halt(clock, at);
  clock.endedAt = at;
  clock.over = true;
}

function setDue(clock: Clock, at: Date, left: number): void {
  if (clock.aim.targetSeconds > 0) setDueAt(clock, at, clock.aim.calendar.add(at, left), left);
}

function setDueAt(clock: Clock, at: Date, dueAt: Date, left: number): void {
  const { targetSeconds, atRisk, calendar } = clock.aim;
  clock.dueAt = dueAt;
  clock.atRiskAt = calendar.add(at, Math.max(0, left - targetSeconds * (1 - atRisk)));
  // A warning holds until it is untrue: then the timer is told of again when it comes at risk anew.
  if (clock.atRiskAt > at) clock.atRiskToldAt = null;
}

function note(clock: Clock, at: Date, what: Step['what'], cause: Cause, fromStart = false): void {
  const paused = clock.pausedSince !== null && clock.status === 'paused';
  clock.steps.push({
    at,
    what,
    cause,
    aim: clock.aim,
    fromStart,
    elapsedSeconds: Math.round(elapsedOf(clock, at)),
    dueAt: paused ? null : clock.dueAt,
  });
}
