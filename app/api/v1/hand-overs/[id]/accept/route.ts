import * as contracts from '#lib/http/contracts/hand-overs.ts';
import { route } from '#lib/http/route.ts';
import { acceptHandOver } from '#lib/services/hand-overs/accept.ts';

export const POST = route(contracts.acceptHandOver, async ({ ctx, params, body }) => ({
  value: await acceptHandOver({ ctx, input: { id: params.id, body } }),
}));
