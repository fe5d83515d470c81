import * as contracts from '#lib/http/contracts/runs.ts';
import { route } from '#lib/http/route.ts';
import { listRuns } from '#lib/services/runs/list.ts';

export const GET = route(contracts.listRuns, async ({ ctx, query }) => ({
  value: await listRuns({ ctx, input: query as never }),
}));
