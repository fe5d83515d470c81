import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { extractObservables } from '#lib/services/observables/extract.ts';

export const POST = route(contracts.extractObservables, async ({ ctx, body }) => ({
  value: await extractObservables({ ctx, input: body }),
}));
