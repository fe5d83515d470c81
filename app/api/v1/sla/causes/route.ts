import * as contracts from '#lib/http/contracts/figures.ts';
import { route } from '#lib/http/route.ts';
import { slaCauses } from '#lib/services/figures/causes.ts';

export const GET = route(contracts.getSlaCauses, async ({ ctx, query }) => ({
  value: await slaCauses({ ctx, input: query }),
}));
