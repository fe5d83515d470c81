import * as contracts from '#lib/http/contracts/deliveries.ts';
import { route } from '#lib/http/route.ts';
import { redeliverAlike } from '#lib/services/deliveries/redeliver-alike.ts';

export const POST = route(contracts.redeliverAlike, async ({ ctx, body }) => ({
  value: await redeliverAlike({ ctx, input: body as never }),
}));
