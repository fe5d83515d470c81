import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { updateCustomField } from '#lib/services/custom-fields/update.ts';

export const PATCH = route(contracts.updateCustomField, async ({ ctx, params, body }) => ({
  value: await updateCustomField({ ctx, input: { key: params.key, patch: body } }),
}));
