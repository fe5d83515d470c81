import * as contracts from '#lib/http/contracts/cases.ts';
import { parseQuery } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { listRuns } from '#lib/services/runs/list.ts';

export const GET = route(contracts.listCaseRuns, async ({ ctx, params, query }) => {
  const page = parseQuery(contracts.listCaseRuns, query);
  const { key } = await getCase({ ctx, input: { key: params.key } });
  return { value: await listRuns({ ctx, input: { ...page, case: key } }) };
});
