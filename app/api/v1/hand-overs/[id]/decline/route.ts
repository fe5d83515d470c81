import * as contracts from '#lib/http/contracts/hand-overs.ts';
import { route } from '#lib/http/route.ts';
import { declineHandOver } from '#lib/services/hand-overs/decline.ts';

export const POST = route(contracts.declineHandOver, async ({ ctx, params, body }) => ({
  value: await declineHandOver({ ctx, input: { id: params.id, body } }),
}));
