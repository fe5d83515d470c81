import * as contracts from '#lib/http/contracts/automations.ts';
import { route } from '#lib/http/route.ts';
import { requestCheck } from '#lib/services/health/request-check.ts';

export const POST = route(contracts.runHealthCheck, async ({ ctx, body }) => ({
  value: await requestCheck({ ctx, input: body }),
}));
