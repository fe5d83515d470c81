import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { createStore } from '#lib/services/stores/create.ts';
import { listStores } from '#lib/services/stores/list.ts';

export const GET = route(contracts.listStores, async ({ ctx, query }) => ({
  value: await listStores({ ctx, input: query }),
}));

export const POST = route(contracts.createStore, async ({ ctx, body }) => ({
  value: await createStore({ ctx, input: body }),
}));
