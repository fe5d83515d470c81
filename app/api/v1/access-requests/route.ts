import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { requestAccess } from '#lib/services/access/create.ts';
import { listAccessRequests } from '#lib/services/access/list.ts';

export const GET = route(contracts.listAccessRequests, async ({ ctx, query }) => ({
  value: await listAccessRequests({ ctx, input: query }),
}));

export const POST = route(contracts.requestAccess, async ({ ctx, body }) => {
  const value = await requestAccess({ ctx, input: body });
  return { value, location: `/api/v1/access-requests/${value.id}` };
});
