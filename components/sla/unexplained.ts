import type { TimerView } from '#lib/domain/views/case.ts';

/** The timers that have run out by `now` (milliseconds) and have no reason yet: closing the case asks for one. */
export function unexplained(timers: readonly TimerView[], now: number): TimerView[] {
  const isOver = ({ status, breachedAt, dueAt }: TimerView) =>
    breachedAt !== null || (status === 'running' && dueAt !== null && Date.parse(dueAt) <= now);
  return timers.filter((timer) => isOver(timer) && timer.breachReason === null);
}
