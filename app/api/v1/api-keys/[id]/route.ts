import * as contracts from '#lib/http/contracts/members.ts';
import { route } from '#lib/http/route.ts';
import { revokeApiKey } from '#lib/services/api-keys/revoke.ts';
import { updateApiKey } from '#lib/services/api-keys/update.ts';

export const PATCH = route(contracts.updateApiKey, async ({ ctx, params, body }) => ({
  value: await updateApiKey({ ctx, input: { id: params.id, patch: body } }),
}));

export const DELETE = route(contracts.revokeApiKey, async ({ ctx, params }) => ({
  value: await revokeApiKey({ ctx, input: { id: params.id } }),
}));
