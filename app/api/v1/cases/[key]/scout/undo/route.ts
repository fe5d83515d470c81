import * as contracts from '#lib/http/contracts/scout.ts';
import { route } from '#lib/http/route.ts';
import { undoScout } from '#lib/services/scout/undo.ts';

export const POST = route(contracts.undoScout, async ({ ctx, params, body }) => ({
  value: await undoScout({ ctx, input: { key: params.key, body: body ?? {} } }),
}));
