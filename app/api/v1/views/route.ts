import * as contracts from '#lib/http/contracts/views.ts';
import { route } from '#lib/http/route.ts';
import { createView } from '#lib/services/views/create.ts';
import { listViews } from '#lib/services/views/list.ts';

export const GET = route(contracts.listViews, async ({ ctx, query }) => ({
  value: await listViews({ ctx, input: query }),
}));

export const POST = route(contracts.createView, async ({ ctx, body }) => {
  const value = await createView({ ctx, input: body });
  return { value, location: `/api/v1/views/${value.id}` };
});
