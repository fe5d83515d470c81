import * as contracts from '#lib/http/contracts/hand-overs.ts';
import { route } from '#lib/http/route.ts';
import { listHandOvers } from '#lib/services/hand-overs/list.ts';
import { offerHandOver } from '#lib/services/hand-overs/offer.ts';

export const GET = route(contracts.listHandOvers, async ({ ctx, query }) => ({
  value: await listHandOvers({ ctx, input: query }),
}));

export const POST = route(contracts.offerHandOver, async ({ ctx, body }) => {
  const value = await offerHandOver({ ctx, input: body });
  return { value, location: `/api/v1/hand-overs/${value.id}` };
});
