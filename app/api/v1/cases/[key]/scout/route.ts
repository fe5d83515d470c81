import * as contracts from '#lib/http/contracts/scout.ts';
import { route } from '#lib/http/route.ts';
import { listInvestigations } from '#lib/services/scout/of-case.ts';

export const GET = route(contracts.listInvestigations, async ({ ctx, params }) => ({
  value: await listInvestigations({ ctx, input: params }),
}));
