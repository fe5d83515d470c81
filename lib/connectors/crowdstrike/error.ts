import { z } from 'zod';
import { ConnectorError, classOfStatus } from '../http/error.ts';
import { restate } from '../http/restate.ts';
import type { HttpAnswer } from '../http.ts';
import { FALCON } from './connection.ts';

const Errors = z.looseObject({
  errors: z
    .array(z.looseObject({ code: z.coerce.number().catch(0), message: z.string().catch('') }))
    .nullish()
    .transform((errors) => errors ?? []),
});

/** A failed call with Falcon's own words. How long to wait, epoch seconds in `X-RateLimit-RetryAfter`, is read by the helper beneath. */
export function falconError(error: unknown): unknown {
  return restate(error, (_, body) => {
    const parsed = Errors.safeParse(body);
    return parsed.success && parsed.data.errors.length > 0 ? { words: wordsOf(parsed.data.errors).join('; ') } : {};
  });
}

/**
 * What a 2xx answer says went wrong beside the data that it has. Throws a ConnectorError where there are no data: Falcon answers some
 * failures with 200 and the status of the failure within.
 */
export function warningsOf({ body, request }: HttpAnswer, hasData: boolean): string[] {
  const parsed = Errors.safeParse(body);
  const errors = parsed.success ? parsed.data.errors : [];
  const [first] = errors;
  if (!first || hasData) return wordsOf(errors);
  const kind = first.code >= 400 ? classOfStatus(first.code) : 'partial';
  throw new ConnectorError({
    ...{
      class: kind,
      vendor: FALCON,
      message: `answered with errors alone (${wordsOf(errors).join('; ').slice(0, 200)})`,
    },
    ...{ request, answer: { status: first.code || 200 } },
  });
}

export function badAnswer(message: string): ConnectorError {
  return new ConnectorError({ class: 'bad_request', vendor: FALCON, message });
}

const wordsOf = (errors: readonly { code: number; message: string }[]) =>
  errors.map(({ code, message }) => (message ? `${code}: ${message}` : String(code)));
