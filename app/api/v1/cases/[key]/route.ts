import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { updateCase } from '#lib/services/cases/update.ts';

export const GET = route(contracts.getCase, async ({ ctx, params }) => ({
  value: await getCase({ ctx, input: { key: params.key } }),
}));

export const PATCH = route(contracts.updateCase, async ({ ctx, params, body, ifMatch }) => ({
  value: await updateCase({ ctx, input: { key: params.key, patch: body as never, ifMatch } }),
}));
