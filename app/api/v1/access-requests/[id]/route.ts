import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { getAccessRequest } from '#lib/services/access/get.ts';

export const GET = route(contracts.getAccessRequest, async ({ ctx, params }) => ({
  value: await getAccessRequest({ ctx, input: { id: params.id } }),
}));
