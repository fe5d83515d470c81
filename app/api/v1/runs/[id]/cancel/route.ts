import { env } from '#lib/env.ts';
import * as contracts from '#lib/http/contracts/runs.ts';
import { database } from '#lib/http/database.ts';
import { route } from '#lib/http/route.ts';
import { cancelRun } from '#lib/integrations/control-run.ts';

export const POST = route(contracts.cancelRun, async ({ ctx, params }) => ({
  value: await cancelRun({
    ctx,
    input: { id: params.id, pool: database().pool, server: env().INNGEST_BASE_URL },
  }),
}));
