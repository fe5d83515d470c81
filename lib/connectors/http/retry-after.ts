/** In this order: relative hints first, because they need no agreement of clocks. Names as `node:http` has them. */
const HINT_HEADERS = ['retry-after', 'x-ratelimit-retryafter', 'x-rate-limit-reset'] as const;

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * How long the vendor asks us to wait, in milliseconds, or undefined without a readable hint. The headers differ in unit:
 * `Retry-After` is seconds or an HTTP date, CrowdStrike's `X-RateLimit-RetryAfter` and Okta's `X-Rate-Limit-Reset` are
 * epoch seconds. So: above 10^12 epoch milliseconds, above 10^9 epoch seconds, else seconds, else a date. Absolute
 * times are compared with the answer's own `Date`, where it has one, so that a skewed clock here does not matter.
 */
export function retryAfterMs(headers: AnswerHeaders, now: Date): number | undefined {
  const reference = dateOf(one(headers.date)) ?? now.getTime();
  for (const name of HINT_HEADERS) {
    const wait = waitOf(one(headers[name])?.trim(), reference);
    if (wait !== undefined) return Math.max(0, Math.ceil(wait));
  }
  return undefined;
}

function waitOf(hint: string | undefined, reference: number): number | undefined {
  if (!hint) return undefined;
  if (/^\d+(\.\d+)?$/.test(hint)) {
    const number = Number(hint);
    if (number > 1e12) return number - reference;
    if (number > 1e9) return number * 1000 - reference;
    return number * 1000;
  }
  const at = dateOf(hint);
  return at === undefined ? undefined : at - reference;
}

/** An HTTP date starts with a weekday; `Date.parse` alone would read a lone "-5" or "soon 1" as a year. */
function dateOf(text: string | undefined): number | undefined {
  if (!text || !/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
