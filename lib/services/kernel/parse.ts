import type { z } from 'zod';
import { invalid, pointerTo } from '../errors.ts';
import { jsonbSafe } from './jsonb.ts';

const UNSTORABLE = /\\u0000|\\ud[89a-f]/;

/** Parses a verb's input, or throws `invalid` with a JSON pointer and a sentence for each bad field. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  // Postgres stores no NUL and no half surrogate, in text as little as in jsonb.
  const result = schema.safeParse(UNSTORABLE.test(JSON.stringify(input) ?? '') ? jsonbSafe(input) : input);
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ pointer: pointerTo(...issue.path, key), message: `Unknown field “${key}”.` }))
        : [{ pointer: pointerTo(...issue.path), message: issue.message }],
    ),
  );
}
