import { z } from 'zod';
import { parseMapped } from '../../domain/mapping.ts';
import type { MappingPreview } from '../../domain/views/intake.ts';
import { BodyError, MAX_BYTES, readBody } from '../deliveries/body.ts';
import { getDelivery } from '../deliveries/get.ts';
import { invalid } from '../errors.ts';
import { authorize, type Ctx, parse } from '../kernel/index.ts';
import { evaluateMapping } from './evaluate.ts';
import { Expression } from './save.ts';
import { shippedMapping } from './shipped.ts';

export const PreviewMapping = z
  .strictObject({
    connector: z.string().min(1).max(80),
    expression: Expression,
    deliveryId: z.string().optional(),
    /** A body's JSON text. */
    body: z.string().max(MAX_BYTES).optional(),
  })
  .refine(({ deliveryId, body }) => (deliveryId === undefined) !== (body === undefined), {
    message: 'Give either deliveryId or body.',
    path: ['deliveryId'],
  });

/** Tries an expression on a stored delivery or on a body; nothing is written. Errors: `invalid`, `not_found`. */
export async function previewMapping({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof PreviewMapping>;
}): Promise<MappingPreview> {
  authorize(ctx.actor, 'mapping.write');
  const wanted = parse(PreviewMapping, input);
  shippedMapping(wanted.connector);
  const body = jsonOf(wanted.body ?? (await getDelivery({ ctx, input: { id: wanted.deliveryId! } })).body);
  const started = performance.now();
  const result = await evaluateMapping(wanted.expression, body);
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  if (!result.ok) return { ok: false, reason: result.reason, notes: [], milliseconds };
  const mapped = parseMapped(result.output);
  return mapped.ok
    ? { ok: true, reason: null, mapped: mapped.value, notes: mapped.notes, milliseconds }
    : { ok: false, reason: mapped.reason, mapped: result.output, notes: [], milliseconds };
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined)
    throw invalid([{ pointer: '/deliveryId', message: 'You may not read the body of this delivery.' }]);
  try {
    return readBody(Buffer.from(text, 'utf8')).value;
  } catch (error) {
    if (error instanceof BodyError) throw invalid([{ pointer: '/body', message: error.message }]);
    throw error;
  }
}
