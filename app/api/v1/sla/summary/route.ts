import * as contracts from '#lib/http/contracts/figures.ts';
import { route } from '#lib/http/route.ts';
import { slaSummary } from '#lib/services/figures/summary.ts';

export const GET = route(contracts.getSlaSummary, async ({ ctx, query }) => ({
  value: await slaSummary({ ctx, input: query }),
}));
