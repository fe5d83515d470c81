import * as contracts from '#lib/http/contracts/members.ts';
import { route } from '#lib/http/route.ts';
import { updateMember } from '#lib/services/members/update.ts';

export const PATCH = route(contracts.updateMember, async ({ ctx, params, body }) => ({
  value: await updateMember({ ctx, input: { id: params.id, patch: body } }),
}));
