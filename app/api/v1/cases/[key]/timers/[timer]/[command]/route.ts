import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { commandTimer } from '#lib/services/sla/command-timer.ts';

export const POST = route(contracts.commandTimer, async ({ ctx, params }) => ({
  value: await commandTimer({ ctx, input: { key: params.key, timerId: params.timer, command: params.command } }),
}));
