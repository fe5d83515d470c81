import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { listTimeline } from '#lib/services/cases/streams.ts';

export const GET = route(contracts.listTimeline, async ({ ctx, params, query }) => ({
  value: await listTimeline({ ctx, input: { key: params.key, query } }),
}));
