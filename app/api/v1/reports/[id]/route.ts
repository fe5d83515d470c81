import * as contracts from '#lib/http/contracts/figures.ts';
import { route } from '#lib/http/route.ts';
import { getReport } from '#lib/services/reports/get.ts';

export const GET = route(contracts.getReport, async ({ ctx, params }) => ({
  value: await getReport({ ctx, input: { id: params.id } }),
}));
