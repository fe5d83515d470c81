import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { updateCategory } from '#lib/services/categories/update.ts';

export const PATCH = route(contracts.updateCategory, async ({ ctx, params, body }) => ({
  value: await updateCategory({ ctx, input: { key: params.key, patch: body } }),
}));
