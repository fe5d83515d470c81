import * as contracts from '#lib/http/contracts/allow-list.ts';
import { route } from '#lib/http/route.ts';
import { addToAllowList } from '#lib/services/allow-list/add.ts';
import { listAllowList } from '#lib/services/allow-list/list.ts';

export const GET = route(contracts.listAllowList, async ({ ctx, query }) => ({
  value: await listAllowList({ ctx, input: query }),
}));

export const POST = route(contracts.addToAllowList, async ({ ctx, body }) => ({
  value: await addToAllowList({ ctx, input: body }),
}));
