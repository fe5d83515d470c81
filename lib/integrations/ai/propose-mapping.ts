import type { z } from 'zod';
import { type MappingProposalView, ProposeMapping } from '../../domain/views/mapping-proposal.ts';
import { BodyError, readBody } from '../../services/deliveries/body.ts';
import { invalid } from '../../services/errors.ts';
import { authorize, type Ctx, parse } from '../../services/kernel/index.ts';
import { previewMapping } from '../../services/mappings/preview.ts';
import { shippedMapping } from '../../services/mappings/shipped.ts';
import { runTask } from './run-task.ts';

/**
 * A mapping for a body that an administrator has pasted, with what it makes of it. Nothing is saved: that is a press of his own. Errors:
 * `forbidden`, `invalid` for what is no JSON, `not_found` for a connector whose events go through no mapping.
 */
export async function proposeMapping({
  ctx,
  input,
  allowedNetworks,
}: {
  ctx: Ctx;
  input: z.input<typeof ProposeMapping>;
  allowedNetworks: readonly string[];
}): Promise<MappingProposalView> {
  authorize(ctx.actor, 'mapping.write');
  const { connector, body } = parse(ProposeMapping, input);
  shippedMapping(connector);
  const sample = jsonOf(body);
  const task = await runTask({ ctx, task: 'propose-mapping', input: { sample }, allowedNetworks });
  const { expression, fields, observables, missing } = task.output;
  const preview = await previewMapping({ ctx, input: { connector, expression, body } });
  const { by, model, reason, why } = task;
  return { expression, by, model, reason, why, fields, observables, missing, preview };
}

function jsonOf(text: string) {
  try {
    const { value } = readBody(Buffer.from(text, 'utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw invalid([{ pointer: '/body', message: 'Paste one event: a JSON object.' }]);
    return value as z.core.util.JSONType;
  } catch (error) {
    if (error instanceof BodyError) throw invalid([{ pointer: '/body', message: error.message }]);
    throw error;
  }
}
