import * as contracts from '#lib/http/contracts/notices.ts';
import { route } from '#lib/http/route.ts';
import { listNotices } from '#lib/services/notices/list.ts';

export const GET = route(contracts.listNotices, async ({ ctx, query }) => ({
  value: await listNotices({ ctx, input: query }),
}));
