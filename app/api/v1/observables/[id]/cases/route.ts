import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { listHoldingCases } from '#lib/services/observables/holding-cases.ts';

export const GET = route(contracts.listHoldingCases, async ({ ctx, params, query }) => ({
  value: await listHoldingCases({ ctx, input: { id: params.id, query } }),
}));
