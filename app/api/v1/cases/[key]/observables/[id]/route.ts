import * as contracts from '#lib/http/contracts/evidence.ts';
import { route } from '#lib/http/route.ts';
import { markObservable } from '#lib/services/cases/mark-observable.ts';

export const PATCH = route(contracts.markObservable, async ({ ctx, params, body }) => ({
  value: await markObservable({ ctx, input: { key: params.key, id: params.id, mark: body as never } }),
}));
