import * as contracts from '#lib/http/contracts/me.ts';
import { route } from '#lib/http/route.ts';
import { setOwnShift } from '#lib/services/members/set-own-shift.ts';

export const POST = route(contracts.setOwnShift, async ({ ctx, body }) => ({
  value: await setOwnShift({ ctx, input: body }),
}));
