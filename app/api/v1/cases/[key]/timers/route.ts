import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { addTimer } from '#lib/services/sla/add-timer.ts';

export const POST = route(contracts.addTimer, async ({ ctx, params, body }) => ({
  value: await addTimer({ ctx, input: { key: params.key, timer: body } }),
}));
