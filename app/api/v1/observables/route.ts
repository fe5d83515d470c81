import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { listObservables } from '#lib/services/observables/list.ts';

export const GET = route(contracts.listObservables, async ({ ctx, query }) => ({
  value: await listObservables({ ctx, input: query }),
}));
