import { z } from 'zod';
import { restate } from '../http/restate.ts';

const ErrorBody = z.looseObject({
  errorCode: z.string(),
  errorSummary: z.string().catch(''),
  errorCauses: z.array(z.looseObject({ errorSummary: z.string() })).catch([]),
});

/** Okta says a second too little: its bucket fills at the end of that second. */
const MARGIN_MS = 1_000;

/** A failed call with Okta's code and words, and a wait after which its bucket is full again. */
export function oktaError(error: unknown): unknown {
  return restate(error, ({ class: kind, retryAfterMs }, body) => {
    const wait = kind === 'rate_limited' && retryAfterMs !== undefined ? retryAfterMs + MARGIN_MS : retryAfterMs;
    const parsed = ErrorBody.safeParse(body);
    if (!parsed.success) return { retryAfterMs: wait };
    const { errorCode, errorSummary, errorCauses } = parsed.data;
    const causes = errorCauses.map((cause) => cause.errorSummary);
    return { retryAfterMs: wait, words: `${errorCode}: ${[errorSummary, ...causes].join('; ')}` };
  });
}
