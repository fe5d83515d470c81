import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { askEnrichment } from '#lib/services/observables/ask-enrichment.ts';

export const POST = route(contracts.askEnrichment, async ({ ctx, params }) => ({
  value: await askEnrichment({ ctx, input: { id: params.id } }),
}));
