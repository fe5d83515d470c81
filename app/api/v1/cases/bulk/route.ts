import * as contracts from '#lib/http/contracts/bulk.ts';
import { route } from '#lib/http/route.ts';
import { bulkChange } from '#lib/services/cases/bulk.ts';

export const POST = route(contracts.bulkChange, async ({ ctx, body }) => ({
  value: await bulkChange({ ctx, input: body }),
}));
