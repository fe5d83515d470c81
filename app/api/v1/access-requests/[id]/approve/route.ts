import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { approveRequest } from '#lib/services/access/decide.ts';

export const POST = route(contracts.approveAccessRequest, async ({ ctx, params, body }) => ({
  value: await approveRequest({ ctx, input: { id: params.id, body } }),
}));
