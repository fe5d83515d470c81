const LONGEST_WAIT_MS = 3_600_000;

/**
 * Milliseconds to wait for the next try: twice the wait before it, an hour at most, and never less than Okta asks for.
 * @param retryAfterMs what Okta asked for with its last answer; null for nothing
 */
export function nextWait(waitedMs: number, retryAfterMs: number | null): number {
  return Math.max(Math.min(waitedMs * 2, LONGEST_WAIT_MS), retryAfterMs ?? 0);
}
