import * as contracts from '#lib/http/contracts/mappings.ts';
import { route } from '#lib/http/route.ts';
import { previewMapping } from '#lib/services/mappings/preview.ts';

export const POST = route(contracts.previewMapping, async ({ ctx, body }) => ({
  value: await previewMapping({ ctx, input: body as never }),
}));
