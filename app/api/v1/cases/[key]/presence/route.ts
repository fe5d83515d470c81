import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { leaveCase } from '#lib/services/presence/leave.ts';
import { listOnlookers } from '#lib/services/presence/list.ts';
import { lookAtCase } from '#lib/services/presence/look.ts';

export const GET = route(contracts.listOnlookers, async ({ ctx, params }) => ({
  value: await listOnlookers({ ctx, input: params }),
}));

export const PUT = route(contracts.lookAtCase, async ({ ctx, params, body }) => ({
  value: await lookAtCase({ ctx, input: { key: params.key, look: body } }),
}));

export const DELETE = route(contracts.leaveCase, async ({ ctx, params, body }) => {
  await leaveCase({ ctx, input: { key: params.key, page: body } });
  return {};
});
