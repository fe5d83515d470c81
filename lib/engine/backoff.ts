const FIRST_MS = 10_000;
const LONGEST_MS = 2 * 3_600_000;

/** Exponential: 10 s, 20 s, 40 s … up to two hours, each ± 20 % so that what failed together does not return together. */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  return Math.round(base * (0.8 + 0.4 * random()));
}

/** Milliseconds of a `retry-after` header: seconds, or a date. Null when there is none that can be read. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const moment = new Date(header).getTime();
  return Number.isNaN(moment) ? null : Math.max(0, moment - now.getTime());
}
