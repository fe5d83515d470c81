import * as contracts from '#lib/http/contracts/mappings.ts';
import { route } from '#lib/http/route.ts';
import { activateMapping } from '#lib/services/mappings/activate.ts';

export const POST = route(contracts.activateMapping, async ({ ctx, params }) => ({
  value: await activateMapping({ ctx, input: { id: params.id } }),
}));
