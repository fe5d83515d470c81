import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';

export const POST = route(contracts.transitionCase, async ({ ctx, params, body, ifMatch }) => ({
  value: await transitionCase({ ctx, input: { key: params.key, to: body as never, ifMatch } }),
}));
