import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { createCustomField } from '#lib/services/custom-fields/create.ts';
import { listCustomFields } from '#lib/services/custom-fields/list.ts';

export const GET = route(contracts.listCustomFields, async ({ ctx }) => ({ value: await listCustomFields({ ctx }) }));

export const POST = route(contracts.createCustomField, async ({ ctx, body }) => ({
  value: await createCustomField({ ctx, input: body }),
}));
