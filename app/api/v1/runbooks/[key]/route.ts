import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { getRunbook } from '#lib/services/runbooks/get.ts';
import { updateRunbook } from '#lib/services/runbooks/update.ts';

export const GET = route(contracts.getRunbook, async ({ ctx, params }) => ({
  value: await getRunbook({ ctx, input: { key: params.key } }),
}));

export const PATCH = route(contracts.updateRunbook, async ({ ctx, params, body }) => ({
  value: await updateRunbook({ ctx, input: { key: params.key, patch: body } }),
}));
