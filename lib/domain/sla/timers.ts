import type { Stage } from '../case-state.ts';
import { rankOf, type Severity } from '../severity.ts';
import { ALWAYS, type Calendar } from './calendar.ts';
import {
  type Aim,
  aimAnew,
  type Clock,
  complete,
  passTime,
  pause,
  pausedOf,
  resume,
  startClock,
  stop,
  type TimerStatus,
} from './clock.ts';
import { METRICS, type Metric, type SlaPolicies, targetOf } from './policy.ts';

/** One fact of a case's life that its timers depend on. */
export type SlaChange = { at: Date } & (
  | { kind: 'severity'; from: Severity | null; to: Severity }
  | { kind: 'vip'; to: boolean }
  | { kind: 'stage'; from: Stage; to: Stage }
  /** `person`: somebody acted on the case. `automation`: one resolved it alone, so nobody will. */
  | { kind: 'acknowledged'; by: 'person' | 'automation' }
);

export interface SlaHistory {
  /** Receipt of the first delivery, else creation. */
  startedAt: Date;
  /** In order. A person's act stands before the stage change that it makes. */
  changes: readonly SlaChange[];
}

export interface Timer {
  /** `acknowledge` or `resolve`; `resolve#2` and so on for those that a reopening started. */
  id: string;
  metric: Metric;
  name: string;
  status: TimerStatus;
  atRisk: boolean;
  targetSeconds: number;
  startedAt: Date;
  /** Null while paused: nobody knows then. */
  dueAt: Date | null;
  atRiskAt: Date | null;
  pausedSeconds: number;
  /** When what it waits for was done, in time or late. */
  completedAt: Date | null;
  breachedAt: Date | null;
  /** The one that the card shows. */
  lead: boolean;
}

const NAMES: Record<Metric, string> = { acknowledge: 'Time to acknowledge', resolve: 'Time to resolve' };

/** Where the reading of a history stands. */
interface Reading {
  policies: SlaPolicies;
  calendar: Calendar;
  severity: Severity | null;
  vip: boolean;
  stage: Stage;
  acknowledged: boolean;
  clocks: Clock[];
}

/**
 * A case's timers at `now`, computed from its history alone, oldest first. The same history always gives the same timers, so what is
 * stored of them is a cache. A history without a severity has none.
 */
export function computeTimers(
  history: SlaHistory,
  policies: SlaPolicies,
  now: Date,
  calendar: Calendar = ALWAYS,
): Timer[] {
  const { opening, later } = openingOf(history);
  const reading: Reading = {
    policies,
    calendar,
    severity: opening.severity,
    vip: opening.vip,
    stage: 'new',
    acknowledged: false,
    clocks: [],
  };
  startMissing(reading, history.startedAt);
  for (const change of later) {
    if (change.at > now) break;
    for (const clock of reading.clocks) passTime(clock, change.at);
    apply(reading, change);
  }
  for (const clock of reading.clocks) passTime(clock, now);
  const lead = leadOf(reading.clocks);
  return reading.clocks.map((clock) => timerOf(clock, now, calendar, clock === lead));
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
  switch (change.kind) {
    case 'severity': {
      const before = reading.severity;
      if (change.to === before) break;
      reading.severity = change.to;
      retarget(reading, change.at, before === null || rankOf(change.to) > rankOf(before) ? 'tighten' : 'loosen');
      break;
    }
    case 'vip':
      if (change.to === reading.vip) break;
      reading.vip = change.to;
      retarget(reading, change.at, change.to ? 'tighten' : 'loosen');
      break;
    case 'acknowledged':
      acknowledge(reading, change.at, change.by);
      break;
    case 'stage':
      moveTo(reading, change.at, change.to);
      break;
  }
}

function aimOf(reading: Reading, metric: Metric): Aim | null {
  if (reading.severity === null) return null;
  const policy = reading.policies[reading.severity];
  const targetSeconds = targetOf(policy, metric, reading.vip);
  return targetSeconds > 0 ? { targetSeconds, atRisk: policy.atRisk } : null;
}

function retarget(reading: Reading, at: Date, kind: 'tighten' | 'loosen'): void {
  for (const clock of reading.clocks) {
    const aim = aimOf(reading, clock.metric);
    if (aim) aimAnew(clock, at, aim, kind, reading.calendar);
    else if (clock.status !== 'breached') stop(clock, at, reading.calendar);
  }
  startMissing(reading, at);
}

function acknowledge(reading: Reading, at: Date, by: 'person' | 'automation'): void {
  if (by === 'person') reading.acknowledged = true;
  for (const clock of of(reading, 'acknowledge')) {
    if (by === 'person') complete(clock, at, reading.calendar);
    else stop(clock, at, reading.calendar);
  }
}

function moveTo(reading: Reading, at: Date, stage: Stage): void {
  const { calendar } = reading;
  const wasDone = isDone(reading.stage);
  reading.stage = stage;
  for (const clock of of(reading, 'resolve')) {
    if (isDone(stage)) complete(clock, at, calendar);
    else if (stage === 'on_hold') pause(clock, at, calendar);
    else resume(clock, at, calendar);
  }
  if (isDone(stage)) for (const clock of of(reading, 'acknowledge')) stop(clock, at, calendar);
  else if (wasDone) startMissing(reading, at);
}

/**
 * Starts a timer for each promise that stands and has none: at the opening, at a reopening, and when a case leaves a severity that
 * promised nothing. A case that a person has once acknowledged stays acknowledged.
 */
function startMissing(reading: Reading, at: Date): void {
  if (isDone(reading.stage)) return;
  for (const metric of METRICS) {
    const aim = aimOf(reading, metric);
    const earlier = of(reading, metric);
    if (!aim || earlier.some((clock) => !clock.over) || (metric === 'acknowledge' && reading.acknowledged)) continue;
    const id = earlier.length === 0 ? metric : `${metric}#${earlier.length + 1}`;
    const clock = startClock(id, metric, at, aim, reading.calendar);
    if (metric === 'resolve' && reading.stage === 'on_hold') pause(clock, at, reading.calendar);
    reading.clocks.push(clock);
  }
}

function of(reading: Reading, metric: Metric): Clock[] {
  return reading.clocks.filter((clock) => clock.metric === metric);
}

function isDone(stage: Stage): boolean {
  return stage === 'resolved' || stage === 'closed';
}

/** The earliest due of those that still wait to be kept, late ones included: an overdue promise leads until it is kept. Then what is paused. */
function leadOf(clocks: readonly Clock[]): Clock | undefined {
  const open = clocks.filter((clock) => !clock.over).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  return open.find((clock) => clock.status !== 'paused') ?? open[0];
}

function timerOf(clock: Clock, now: Date, calendar: Calendar, lead: boolean): Timer {
  const paused = clock.status === 'paused';
  return {
    id: clock.id,
    metric: clock.metric,
    name: NAMES[clock.metric],
    status: clock.status,
    atRisk: clock.status === 'running' && clock.atRiskAt <= now,
    targetSeconds: clock.aim.targetSeconds,
    startedAt: clock.startedAt,
    dueAt: paused ? null : clock.dueAt,
    atRiskAt: paused ? null : clock.atRiskAt,
    pausedSeconds: Math.round(pausedOf(clock, now, calendar)),
    completedAt: clock.completedAt,
    breachedAt: clock.breachedAt,
    lead,
  };
}
