import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { removeMacro } from '#lib/services/macros/remove.ts';

export const DELETE = route(contracts.removeClosingMacro, async ({ ctx, params }) => {
  await removeMacro({ ctx, input: params });
  return {};
});
