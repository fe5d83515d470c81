import type { Calendar } from './calendar.ts';
import type { Metric } from './policy.ts';

export type TimerStatus = 'running' | 'paused' | 'met' | 'breached' | 'stopped';

/** What a timer is aimed at: its target in counting seconds, and the share of it after which the timer is at risk. */
export interface Aim {
  targetSeconds: number;
  atRisk: number;
}

/** One timer while the history is read. `dueAt` and `atRiskAt` are those of a running timer; while it is paused, `remaining` holds. */
export interface Clock {
  readonly id: string;
  readonly metric: Metric;
  readonly startedAt: Date;
  aim: Aim;
  status: TimerStatus;
  dueAt: Date;
  atRiskAt: Date;
  /** Counting seconds left when the pause began; null while running. */
  remaining: number | null;
  pausedSince: Date | null;
  pausedSeconds: number;
  completedAt: Date | null;
  breachedAt: Date | null;
  /** Nothing moves it any more. A breached timer is not over: it still waits for what comes late. */
  over: boolean;
}

export function startClock(id: string, metric: Metric, at: Date, aim: Aim, calendar: Calendar): Clock {
  const dueAt = calendar.add(at, aim.targetSeconds);
  return {
    id,
    metric,
    startedAt: at,
    aim,
    status: 'running',
    dueAt,
    atRiskAt: calendar.add(at, aim.targetSeconds * aim.atRisk),
    remaining: null,
    pausedSince: null,
    pausedSeconds: 0,
    completedAt: null,
    breachedAt: null,
    over: false,
  };
}

/** Lets time pass until `at`. A target is met before its due time: at that very moment it is breached. */
export function passTime(clock: Clock, at: Date): void {
  if (clock.status !== 'running' || clock.dueAt > at) return;
  clock.status = 'breached';
  clock.breachedAt = clock.dueAt;
}

/** Counting seconds that the timer ran until `at`, without its pauses. */
function elapsedOf(clock: Clock, at: Date, calendar: Calendar): number {
  return calendar.between(clock.startedAt, at) - pausedOf(clock, at, calendar);
}

/** Counting seconds of its pauses until `at`, a lasting one included. */
export function pausedOf(clock: Clock, at: Date, calendar: Calendar): number {
  return clock.pausedSeconds + (clock.pausedSince ? calendar.between(clock.pausedSince, at) : 0);
}

export function pause(clock: Clock, at: Date, calendar: Calendar): void {
  if (clock.over || clock.pausedSince) return;
  clock.pausedSince = at;
  if (clock.status !== 'running') return;
  clock.remaining = calendar.between(at, clock.dueAt);
  clock.status = 'paused';
}

export function resume(clock: Clock, at: Date, calendar: Calendar): void {
  if (clock.over || !clock.pausedSince) return;
  clock.pausedSeconds = pausedOf(clock, at, calendar);
  clock.pausedSince = null;
  if (clock.status !== 'paused') return;
  clock.status = 'running';
  setDue(clock, at, clock.remaining ?? 0, calendar);
  clock.remaining = null;
}

/**
 * A new target from `at` on. Tightened (a raise, a VIP): due at the earlier of the old due time and `at` + target. Loosened (a
 * lowering): due at start + target, the pauses added. A breach is a fact that no new target takes back.
 */
export function aimAnew(clock: Clock, at: Date, aim: Aim, kind: 'tighten' | 'loosen', calendar: Calendar): void {
  if (clock.over || clock.status === 'breached') return;
  clock.aim = aim;
  const left = clock.remaining ?? calendar.between(at, clock.dueAt);
  const wanted = kind === 'tighten' ? aim.targetSeconds : aim.targetSeconds - elapsedOf(clock, at, calendar);
  const next = Math.max(0, kind === 'tighten' ? Math.min(left, wanted) : wanted);
  if (clock.status === 'paused') clock.remaining = next;
  else setDue(clock, at, next, calendar);
}

/** What the timer waited for was done at `at`. A breach stays one. */
export function complete(clock: Clock, at: Date, calendar: Calendar): void {
  if (clock.over) return;
  resume(clock, at, calendar);
  passTime(clock, at);
  if (clock.status === 'running') clock.status = 'met';
  clock.completedAt = at;
  clock.over = true;
}

/** What it waits for will not be done any more, or is no longer asked for. A breach stays one. */
export function stop(clock: Clock, at: Date, calendar: Calendar): void {
  if (clock.over) return;
  resume(clock, at, calendar);
  if (clock.status === 'running') clock.status = 'stopped';
  clock.over = true;
}

function setDue(clock: Clock, at: Date, remaining: number, calendar: Calendar): void {
  const margin = clock.aim.targetSeconds * (1 - clock.aim.atRisk);
  clock.dueAt = calendar.add(at, remaining);
  clock.atRiskAt = calendar.add(at, Math.max(0, remaining - margin));
}
