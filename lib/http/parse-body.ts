import type { z } from 'zod';
import { parse } from '../services/kernel/index.ts';
import type { Contract } from './contract.ts';

/** The body of an operation whose service takes its fields apart: unknown and wrong ones are refused with their pointers. */
export function parseBody<C extends Contract & { body: z.ZodType }>({ body }: C, given: unknown): z.output<C['body']> {
  return parse(body, given) as z.output<C['body']>;
}

/** The same for a query. */
export function parseQuery<C extends Contract & { query: z.ZodObject }>(
  { query }: C,
  given: unknown,
): z.output<C['query']> {
  return parse(query, given) as z.output<C['query']>;
}
