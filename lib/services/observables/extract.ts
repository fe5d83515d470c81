import { z } from 'zod';
import { type Extracted, extract, OBSERVABLE_TYPES } from '../../domain/observables/index.ts';
import { authorize, type Ctx, parse } from '../kernel/index.ts';

export const ExtractInput = z.strictObject({ text: z.string().max(1024 * 1024) });
/** Offsets count UTF-16 units of the text as it was sent. */
export const ExtractedView = z.object({
  type: z.enum(OBSERVABLE_TYPES),
  value: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  prefix: z.number().int().optional(),
});

/** The observables of a text, in the order of their offsets; nothing is stored. */
export async function extractObservables({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: unknown;
}): Promise<{ items: Extracted[] }> {
  authorize(ctx.actor, 'observable.extract');
  return { items: extract(parse(ExtractInput, input).text) };
}
