import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { pressAction } from '#lib/services/cases/press.ts';

export const POST = route(contracts.pressAction, async ({ ctx, params, body }) => ({
  value: await pressAction({ ctx, input: { key: params.key, action: params.action, body } }),
}));
