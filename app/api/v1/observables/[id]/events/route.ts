import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { listObservableEvents } from '#lib/services/observables/list-events.ts';

export const GET = route(contracts.listObservableEvents, async ({ ctx, params }) => ({
  value: await listObservableEvents({ ctx, input: { id: params.id } }),
}));
