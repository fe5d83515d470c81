import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { createPolicy } from '#lib/services/sla/create-policy.ts';
import { listPolicies } from '#lib/services/sla/list-policies.ts';

export const GET = route(contracts.listSlaPolicies, async ({ ctx }) => ({ value: await listPolicies({ ctx }) }));

export const POST = route(contracts.createSlaPolicy, async ({ ctx, body }) => {
  const value = await createPolicy({ ctx, input: body });
  return { value, location: `/api/v1/sla-policies/${value.id}` };
});
