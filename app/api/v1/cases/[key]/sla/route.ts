import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { getCaseSla } from '#lib/services/sla/get-case-sla.ts';

export const GET = route(contracts.getCaseSla, async ({ ctx, params }) => ({
  value: await getCaseSla({ ctx, input: { key: params.key } }),
}));
