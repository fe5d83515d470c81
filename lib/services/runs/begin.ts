import { eq } from 'drizzle-orm';
import type pg from 'pg';
import type { Db } from '../../db/client.ts';
import { type RunStatus, runs } from '../../db/schema/index.ts';
import { linkRuns } from './link.ts';

export interface Begun {
  /** The ledger's id of the run: what timelines and pages name. */
  runId: string;
  status: RunStatus;
  caseId: string | null;
  deliveryId: string | null;
}

interface BeginInput {
  eventId: string;
  eventName: string;
  automation: string;
  engineRunId: string;
  now: Date;
}

/**
 * The ledger's row of a run, for its function's first lines; made where the engine started one that has none. The same on both engines and
 * on every call of the same run.
 */
export async function beginRun(db: Db, input: BeginInput): Promise<Begun> {
  const found = await find(db, input.engineRunId);
  if (found) return found;
  await linkRuns((db as Db & { $client: pg.Pool }).$client, [{ ...input, at: input.now }]);
  const made = await find(db, input.engineRunId);
  if (!made) throw new Error(`The ledger took no row for the run ${input.engineRunId} of ${input.automation}.`);
  return made;
}

async function find(db: Db, engineRunId: string): Promise<Begun | undefined> {
  const [row] = await db
    .select({ runId: runs.id, status: runs.status, caseId: runs.caseId, deliveryId: runs.deliveryId })
    .from(runs)
    .where(eq(runs.engineRunId, engineRunId));
  return row;
}
