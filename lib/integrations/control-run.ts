import type { Pool } from 'pg';
import type { RunView } from '../domain/views/run.ts';
import { requestCancel, requestReplay } from '../engine/index.ts';
import { conflict } from '../services/errors.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { authorizeControl } from '../services/runs/authorize-control.ts';
import { getRun } from '../services/runs/get.ts';
import { recordCancel } from '../services/runs/record-cancel.ts';
import { recordReplay } from '../services/runs/record-replay.ts';

// The engine is imported here, and nowhere else outside the worker: its two requests are rows that it acts on, whatever process wrote them.

export interface Control {
  id: string;
  pool: Pool;
  /** The real Inngest server that runs the automations, where there is one. */
  server: string | undefined;
}

const ENDED = ['completed', 'failed', 'cancelled', 'skipped'];

/** Asks the engine to end a run before its next step. Errors: `not_found`, `forbidden`, `conflict` for one that is over. */
export async function cancelRun({ ctx, input }: { ctx: Ctx; input: Control }): Promise<RunView> {
  const { id, pool } = input;
  const { engineRunId, status } = await authorizeControl({ ctx, input: { id } });
  refuseServer(input);
  if (ENDED.includes(status)) throw conflict(`The run is ${status} already.`);
  await recordCancel({ ctx, input: { id } });
  await requestCancel(pool, engineRunId);
  return getRun({ ctx, input: { id } });
}

/** Runs a run's automation with its event again; answers the new run, which is queued. Errors: `not_found`, `forbidden`, `conflict`. */
export async function replayRun({ ctx, input }: { ctx: Ctx; input: Control }): Promise<RunView> {
  const { id, pool } = input;
  const { engineRunId } = await authorizeControl({ ctx, input: { id } });
  refuseServer(input);
  const replay = await requestReplay(pool, engineRunId);
  const { runId } = await recordReplay({ ctx, input: { id, engineRunId: replay.runId } });
  return getRun({ ctx, input: { id: runId } });
}

function refuseServer({ server }: Control): void {
  if (server) throw conflict(`The runs are at the Inngest server ${server}: cancel and replay them there.`);
}
