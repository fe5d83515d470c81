import * as contracts from '#lib/http/contracts/automations.ts';
import { route } from '#lib/http/route.ts';
import { getAutomation } from '#lib/services/automations/get.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';

export const GET = route(contracts.getAutomation, async ({ ctx, params }) => ({
  value: await getAutomation({ ctx, input: { id: params.id } }),
}));

export const PATCH = route(contracts.updateAutomation, async ({ ctx, params, body }) => ({
  value: await updateAutomation({ ctx, input: { id: params.id, patch: body as never } }),
}));
