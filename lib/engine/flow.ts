/** Flow control as pure functions of a stored state and the time; all times are milliseconds. */

/** A hard limit: at most `limit` starts in any `periodMs`. The state is the times of the last starts. */
export function rateLimit(
  starts: number[] | null,
  now: number,
  { limit, periodMs }: { limit: number; periodMs: number },
): { allowed: boolean; starts: number[] } {
  const recent = (starts ?? []).filter((start) => start > now - periodMs);
  return recent.length < limit ? { allowed: true, starts: [...recent, now] } : { allowed: false, starts: recent };
}

/**
 * Spaces starts `periodMs / limit` apart and lets `burst` of them start at once (generic cell rate algorithm).
 * The state is the theoretical arrival time of the next one.
 */
export function throttle(
  arrival: number | null,
  now: number,
  { limit, periodMs, burst }: { limit: number; periodMs: number; burst: number },
): { startAt: number; arrival: number } {
  const spacing = periodMs / limit;
  const expected = Math.max(arrival ?? now, now);
  return { startAt: Math.max(now, expected - spacing * (burst - 1)), arrival: expected + spacing };
}
