import { type Clock, elapsedOf, pausedOf } from './clock.ts';
import type { Timer } from './timers.ts';

/**
 * The earliest due of those that still wait to be kept, late ones included: an overdue promise leads until it is kept. Then what is
 * paused. A stopwatch never leads: nothing is due.
 */
export function leadOf(clocks: readonly Clock[]): Clock | undefined {
  const open = clocks
    .filter((clock) => !clock.over && clock.dueAt !== null)
    .sort((a, b) => a.dueAt!.getTime() - b.dueAt!.getTime());
  return open.find((clock) => clock.status !== 'paused') ?? open[0];
}

/** A clock as it is shown at `now`. */
export function timerOf(clock: Clock, now: Date, lead: boolean): Timer {
  const paused = clock.status === 'paused';
  return {
    id: clock.id,
    metric: clock.metric,
    name: clock.name,
    status: clock.status,
    atRisk: clock.status === 'running' && clock.atRiskAt !== null && clock.atRiskAt <= now,
    targetSeconds: clock.aim.targetSeconds,
    startedAt: clock.startedAt,
    dueAt: paused ? null : clock.dueAt,
    atRiskAt: paused ? null : clock.atRiskAt,
    pausedSeconds: Math.round(pausedOf(clock, now)),
    pausedSince: clock.pausedSince,
    endedPauseSeconds: Math.round(clock.pausedSeconds),
    elapsedSeconds: Math.round(elapsedOf(clock, now)),
    completedAt: clock.completedAt,
    completedBy: clock.completedBy,
    breachedAt: clock.breachedAt,
    breachReason: clock.reason,
    atRiskToldAt: clock.atRiskToldAt,
    breachToldAt: clock.breachToldAt,
    over: clock.over,
    endedAt: clock.endedAt,
    policy: clock.aim.policy,
    calendar: clock.aim.calendarVersion,
    lead,
    steps: clock.steps,
  };
}
