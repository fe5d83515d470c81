import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { updateStore } from '#lib/services/stores/update.ts';

export const PATCH = route(contracts.updateStore, async ({ ctx, params, body }) => ({
  value: await updateStore({ ctx, input: { key: params.key, patch: body } }),
}));
