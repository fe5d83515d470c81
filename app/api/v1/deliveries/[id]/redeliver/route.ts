import * as contracts from '#lib/http/contracts/deliveries.ts';
import { route } from '#lib/http/route.ts';
import { redeliverDelivery } from '#lib/services/deliveries/redeliver.ts';

export const POST = route(contracts.redeliver, async ({ ctx, params }) => ({
  value: await redeliverDelivery({ ctx, input: { id: params.id } }),
}));
