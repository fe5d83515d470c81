import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { revokeAccess } from '#lib/services/access/revoke.ts';

export const POST = route(contracts.revokeAccessRequest, async ({ ctx, params, body }) => ({
  value: await revokeAccess({ ctx, input: { id: params.id, body } }),
}));
