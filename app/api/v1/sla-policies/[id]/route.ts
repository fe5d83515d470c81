import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { getPolicy } from '#lib/services/sla/list-policies.ts';
import { revisePolicy } from '#lib/services/sla/revise-policy.ts';

export const GET = route(contracts.getSlaPolicy, async ({ ctx, params }) => ({
  value: await getPolicy({ ctx, input: { id: params.id } }),
}));

export const PATCH = route(contracts.reviseSlaPolicy, async ({ ctx, params, body }) => ({
  value: await revisePolicy({ ctx, input: { id: params.id, patch: body } }),
}));
