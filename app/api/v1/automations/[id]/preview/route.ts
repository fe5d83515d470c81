import * as contracts from '#lib/http/contracts/automations.ts';
import { route } from '#lib/http/route.ts';
import { previewCondition } from '#lib/services/intel/preview-condition.ts';

export const POST = route(contracts.previewCondition, async ({ ctx, params, body }) => ({
  value: await previewCondition({
    ctx,
    input: { id: params.id, ...(body as never as { case: string; condition: string }) },
  }),
}));
