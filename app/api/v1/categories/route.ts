import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { createCategory } from '#lib/services/categories/create.ts';
import { listCategories } from '#lib/services/categories/list.ts';

export const GET = route(contracts.listCategories, async ({ ctx }) => ({ value: await listCategories({ ctx }) }));

export const POST = route(contracts.createCategory, async ({ ctx, body }) => ({
  value: await createCategory({ ctx, input: body }),
}));
