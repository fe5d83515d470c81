import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { getObservable } from '#lib/services/observables/get.ts';
import { updateObservable } from '#lib/services/observables/update.ts';

export const GET = route(contracts.getObservable, async ({ ctx, params }) => ({
  value: await getObservable({ ctx, input: { id: params.id } }),
}));

export const PATCH = route(contracts.updateObservable, async ({ ctx, params, body }) => ({
  value: await updateObservable({ ctx, input: { id: params.id, patch: body as never } }),
}));
