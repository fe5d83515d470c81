import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { updateState } from '#lib/services/states/update.ts';

export const PATCH = route(contracts.updateState, async ({ ctx, params, body }) => ({
  value: await updateState({ ctx, input: { id: params.id, patch: body } }),
}));
