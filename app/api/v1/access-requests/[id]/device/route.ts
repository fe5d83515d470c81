import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { pickMac } from '#lib/services/access/answer.ts';

export const POST = route(contracts.pickAccessDevice, async ({ ctx, params, body }) => ({
  value: await pickMac({ ctx, input: { id: params.id, body } }),
}));
