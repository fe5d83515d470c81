const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/** A revocation that is not confirmed so long after its time is told of. */
export const LATE_AFTER_MS = 120_000;

/** An approved request of which nobody has asked the vendor so long after the approval has failed. */
export const GRANT_WITHIN_MS = 30 * 60_000;

/** For so long after a right was taken back the vendor is asked whether it stayed so, and the Mac whether it has heard. */
export const WATCH_MS = 24 * 3_600_000;

/** How long after the `attempt`-th try (1 is the first) the next one follows, in milliseconds: doubled each time, a minute at most. */
export function retryAfterMs(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
}
