import type { RunStatus } from '../../db/schema/index.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { fetchRun } from './fetch.ts';

export interface Controllable {
  runId: string;
  engineRunId: string;
  status: RunStatus;
}

/**
 * What a caller that reaches the engine needs to cancel or replay a run. Errors: `not_found`, `forbidden`, `conflict` for one that no
 * engine has taken up, such as one that was skipped before it started.
 */
export async function authorizeControl({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<Controllable> {
  authorize(ctx.actor, 'run.read');
  const { run } = await fetchRun(ctx, input.id);
  authorize(ctx.actor, 'run.control');
  if (run.engineRunId === null)
    throw conflict(run.reason ?? 'The engine has not taken up this run yet. Try again in a moment.');
  return { runId: run.id, engineRunId: run.engineRunId, status: run.status };
}
