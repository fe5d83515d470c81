import * as contracts from '#lib/http/contracts/hand-overs.ts';
import { route } from '#lib/http/route.ts';
import { withdrawHandOver } from '#lib/services/hand-overs/withdraw.ts';

export const POST = route(contracts.withdrawHandOver, async ({ ctx, params }) => ({
  value: await withdrawHandOver({ ctx, input: params }),
}));
