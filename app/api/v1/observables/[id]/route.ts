import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { getObservable } from '#lib/services/observables/list.ts';

export const GET = route(contracts.getObservable, async ({ ctx, params }) => ({
  value: await getObservable({ ctx, input: { id: params.id } }),
}));
