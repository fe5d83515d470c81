import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { listCaseEvents } from '#lib/services/cases/list-events.ts';

export const GET = route(contracts.listCaseEvents, async ({ ctx, params, query }) => ({
  value: await listCaseEvents({ ctx, input: { key: params.key, query } }),
}));
