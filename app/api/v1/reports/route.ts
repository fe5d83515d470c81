import * as contracts from '#lib/http/contracts/figures.ts';
import { route } from '#lib/http/route.ts';
import { listReports } from '#lib/services/reports/list.ts';
import { makeWeeklyReport } from '#lib/services/reports/make-weekly.ts';

export const GET = route(contracts.listReports, async ({ ctx, query }) => ({
  value: await listReports({ ctx, input: query }),
}));

export const POST = route(contracts.makeReport, async ({ ctx, body }) => {
  const value = await makeWeeklyReport({ ctx, input: body });
  return { value, location: `/api/v1/reports/${value.id}` };
});
