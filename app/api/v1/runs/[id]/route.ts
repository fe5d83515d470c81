import * as contracts from '#lib/http/contracts/runs.ts';
import { route } from '#lib/http/route.ts';
import { getRun } from '#lib/services/runs/get.ts';

export const GET = route(contracts.getRun, async ({ ctx, params }) => ({
  value: await getRun({ ctx, input: { id: params.id } }),
}));
