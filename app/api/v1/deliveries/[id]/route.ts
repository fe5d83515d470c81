import * as contracts from '#lib/http/contracts/deliveries.ts';
import { route } from '#lib/http/route.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';

export const GET = route(contracts.getDelivery, async ({ ctx, params }) => ({
  value: await getDelivery({ ctx, input: { id: params.id } }),
}));
