import * as contracts from '#lib/http/contracts/notices.ts';
import { route } from '#lib/http/route.ts';
import { markAllRead } from '#lib/services/notices/mark-read.ts';

export const POST = route(contracts.markAllRead, async ({ ctx, body }) => ({
  value: await markAllRead({ ctx, input: body }),
}));
