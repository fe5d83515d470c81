import * as contracts from '#lib/http/contracts/notices.ts';
import { route } from '#lib/http/route.ts';
import { markRead } from '#lib/services/notices/mark-read.ts';

export const POST = route(contracts.markRead, async ({ ctx, params, body }) => {
  await markRead({ ctx, input: { id: params.id, body } });
  return {};
});
