import { type AnswerHeaders, retryAfterMs } from '../http/retry-after.ts';

/** Okta's bucket of one endpoint, as an answer's headers tell it. */
export interface RateLimit {
  limit: number;
  remaining: number;
  /** Milliseconds until it is full again, by the server's own clock. */
  waitMs: number;
}

/** What `X-Rate-Limit-*` say; null where an answer has none. */
export function rateLimitOf(headers: AnswerHeaders, now: Date): RateLimit | null {
  const limit = numberOf(headers['x-rate-limit-limit']);
  const remaining = numberOf(headers['x-rate-limit-remaining']);
  const { date } = headers;
  const waitMs = retryAfterMs({ date, 'x-rate-limit-reset': headers['x-rate-limit-reset'] }, now);
  return limit === null || remaining === null || waitMs === undefined ? null : { limit, remaining, waitMs };
}

function numberOf(header: string | string[] | undefined): number | null {
  const text = [header ?? []].flat()[0]?.trim();
  return text && /^\d+$/.test(text) ? Number(text) : null;
}
