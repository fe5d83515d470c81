import * as contracts from '#lib/http/contracts/deliveries.ts';
import { route } from '#lib/http/route.ts';
import { dryRun } from '#lib/services/deliveries/dry-run.ts';

export const POST = route(contracts.dryRun, async ({ ctx, body }) => ({
  value: await dryRun({ ctx, input: body as never }),
}));
