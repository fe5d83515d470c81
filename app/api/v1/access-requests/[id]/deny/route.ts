import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { denyRequest } from '#lib/services/access/decide.ts';

export const POST = route(contracts.denyAccessRequest, async ({ ctx, params, body }) => ({
  value: await denyRequest({ ctx, input: { id: params.id, body } }),
}));
