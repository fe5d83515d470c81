import * as contracts from '#lib/http/contracts/bulk.ts';
import { route } from '#lib/http/route.ts';
import { caseFacets } from '#lib/services/cases/facets.ts';

export const GET = route(contracts.caseFacets, async ({ ctx, query }) => ({
  value: await caseFacets({ ctx, input: query }),
}));
