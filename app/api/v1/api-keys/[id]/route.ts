import * as contracts from '#lib/http/contracts/members.ts';
import { route } from '#lib/http/route.ts';
import { revokeApiKey } from '#lib/services/api-keys/revoke.ts';

export const DELETE = route(contracts.revokeApiKey, async ({ ctx, params }) => ({
  value: await revokeApiKey({ ctx, input: { id: params.id } }),
}));
