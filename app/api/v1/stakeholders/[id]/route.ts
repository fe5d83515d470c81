import * as contracts from '#lib/http/contracts/notices.ts';
import { route } from '#lib/http/route.ts';
import { removeStakeholders } from '#lib/services/stakeholders/remove.ts';
import { updateStakeholders } from '#lib/services/stakeholders/update.ts';

export const PATCH = route(contracts.updateStakeholders, async ({ ctx, params, body }) => ({
  value: await updateStakeholders({ ctx, input: { id: params.id, patch: body } }),
}));

export const DELETE = route(contracts.removeStakeholders, async ({ ctx, params }) => {
  await removeStakeholders({ ctx, input: params });
  return {};
});
