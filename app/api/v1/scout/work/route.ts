import * as contracts from '#lib/http/contracts/scout.ts';
import { route } from '#lib/http/route.ts';
import { listScoutWork } from '#lib/services/scout/list.ts';

export const GET = route(contracts.listScoutWork, async ({ ctx, query }) => ({
  value: await listScoutWork({ ctx, input: query }),
}));
