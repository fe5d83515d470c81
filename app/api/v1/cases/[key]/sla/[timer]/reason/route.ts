import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { giveReason } from '#lib/services/sla/give-reason.ts';

export const POST = route(contracts.giveBreachReason, async ({ ctx, params, body }) => ({
  value: await giveReason({ ctx, input: { key: params.key, timerId: params.timer, reason: body } }),
}));
