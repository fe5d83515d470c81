import { env } from '#lib/env.ts';
import * as contracts from '#lib/http/contracts/runs.ts';
import { database } from '#lib/http/database.ts';
import { route } from '#lib/http/route.ts';
import { replayRun } from '#lib/integrations/control-run.ts';

export const POST = route(contracts.replayRun, async ({ ctx, params }) => ({
  value: await replayRun({
    ctx,
    input: { id: params.id, pool: database().pool, server: env().INNGEST_BASE_URL },
  }),
}));
