import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { cancelRequest } from '#lib/services/access/end.ts';

export const POST = route(contracts.cancelAccessRequest, async ({ ctx, params }) => ({
  value: await cancelRequest({ ctx, input: { id: params.id } }),
}));
