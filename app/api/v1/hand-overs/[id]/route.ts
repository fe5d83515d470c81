import * as contracts from '#lib/http/contracts/hand-overs.ts';
import { route } from '#lib/http/route.ts';
import { getHandOver } from '#lib/services/hand-overs/get.ts';

export const GET = route(contracts.getHandOver, async ({ ctx, params }) => ({
  value: await getHandOver({ ctx, input: params }),
}));
