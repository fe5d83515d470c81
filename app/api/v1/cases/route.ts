import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { listCases } from '#lib/services/cases/list.ts';
import { openCase } from '#lib/services/cases/open.ts';

export const GET = route(contracts.listCases, async ({ ctx, query }) => ({
  value: await listCases({ ctx, input: query }),
}));

export const POST = route(contracts.openCase, async ({ ctx, body }) => {
  const value = await openCase({ ctx, input: { fields: body as never } });
  return { value, location: `/api/v1/cases/${value.key}` };
});
