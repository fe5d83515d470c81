import * as contracts from '#lib/http/contracts/deliveries.ts';
import { route } from '#lib/http/route.ts';
import { listDeliveries } from '#lib/services/deliveries/list.ts';

export const GET = route(contracts.listDeliveries, async ({ ctx, query }) => ({
  value: await listDeliveries({ ctx, input: query as never }),
}));
