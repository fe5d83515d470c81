import * as contracts from '#lib/http/contracts/bulk.ts';
import { route } from '#lib/http/route.ts';
import { undoBulk } from '#lib/services/cases/bulk-undo.ts';

export const POST = route(contracts.undoBulk, async ({ ctx, params }) => ({
  value: await undoBulk({ ctx, input: { token: params.token } }),
}));
