import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { choosePolicyFor } from '#lib/services/sla/choice.ts';

export const GET = route(contracts.chooseSlaPolicy, async ({ ctx, query }) => ({
  value: await choosePolicyFor({ ctx, input: query }),
}));
