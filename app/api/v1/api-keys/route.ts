import * as contracts from '#lib/http/contracts/members.ts';
import { route } from '#lib/http/route.ts';
import { createApiKey } from '#lib/services/api-keys/create.ts';
import { listApiKeys } from '#lib/services/api-keys/list.ts';

export const GET = route(contracts.listApiKeys, async ({ ctx, query }) => ({
  value: await listApiKeys({ ctx, input: query }),
}));

export const POST = route(contracts.createApiKey, async ({ ctx, body }) => ({
  value: await createApiKey({ ctx, input: body }),
}));
