import { env } from '../env.ts';
import { HttpError } from './problem.ts';

const WINDOW_MS = 60_000;

/** Requests of each key in the running minute, counted by each web process for itself: a limit against runaway scripts, not a quota. */
const windows = new Map<string, { startedAt: number; count: number }>();

/** Counts a request of an API key; answers the RateLimit headers, or throws 429 beyond RATE_LIMIT_PER_MINUTE. */
export function countRequest(keyId: string, now: number): Record<string, string> {
  const limit = env().RATE_LIMIT_PER_MINUTE;
  let window = windows.get(keyId);
  if (!window || now - window.startedAt >= WINDOW_MS) {
    if (windows.size > 10_000) windows.clear();
    window = { startedAt: now, count: 0 };
    windows.set(keyId, window);
  }
  window.count += 1;
  const reset = Math.ceil((window.startedAt + WINDOW_MS - now) / 1000);
  const headers = {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(Math.max(0, limit - window.count)),
    'ratelimit-reset': String(reset),
  };
  if (window.count > limit)
    throw new HttpError(429, `This API key may make ${limit} requests a minute. Try again in ${reset} s.`, {
      headers: { ...headers, 'retry-after': String(reset) },
    });
  return headers;
}
