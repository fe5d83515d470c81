import * as contracts from '#lib/http/contracts/scout.ts';
import { route } from '#lib/http/route.ts';
import { scoutFigures } from '#lib/services/scout/figures.ts';

export const GET = route(contracts.getScoutFigures, async ({ ctx, query }) => ({
  value: await scoutFigures({ ctx, input: query }),
}));
