import * as contracts from '#lib/http/contracts/cases.ts';
import { parseBody } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { addObservables } from '#lib/services/cases/add-observables.ts';
import { listCaseObservables } from '#lib/services/cases/streams.ts';

export const GET = route(contracts.listCaseObservables, async ({ ctx, params, query }) => ({
  value: await listCaseObservables({ ctx, input: { key: params.key, query } }),
}));

export const POST = route(contracts.addObservables, async ({ ctx, params, body }) => ({
  value: await addObservables({ ctx, input: { ...parseBody(contracts.addObservables, body), key: params.key } }),
}));
