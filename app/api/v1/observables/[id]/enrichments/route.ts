import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { listEnrichments } from '#lib/services/enrichments/list.ts';
import { type EnrichmentInput, recordEnrichment } from '#lib/services/enrichments/record.ts';

export const GET = route(contracts.listEnrichments, async ({ ctx, params, query }) => ({
  value: await listEnrichments({ ctx, input: { id: params.id, query } }),
}));

export const POST = route(contracts.recordEnrichment, async ({ ctx, params, body }) => ({
  value: await recordEnrichment({ ctx, input: { ...(body as object as EnrichmentInput), observableId: params.id } }),
}));
