import * as contracts from '#lib/http/contracts/views.ts';
import { route } from '#lib/http/route.ts';
import { removeView } from '#lib/services/views/remove.ts';
import { updateView } from '#lib/services/views/update.ts';

export const PATCH = route(contracts.updateView, async ({ ctx, params, body }) => ({
  value: await updateView({ ctx, input: { id: params.id, patch: body } }),
}));

export const DELETE = route(contracts.removeView, async ({ ctx, params }) => {
  await removeView({ ctx, input: { id: params.id } });
  return {};
});
