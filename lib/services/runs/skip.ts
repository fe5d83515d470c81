import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { runs } from '../../db/schema/index.ts';

/** Says why a run's function does nothing (switched off, out of scope), in one sentence. It stays so when the engine completes the run. */
export async function skipRun(db: Db, run: { runId: string; reason: string; now?: Date }): Promise<void> {
  await db
    .update(runs)
    .set({ status: 'skipped', reason: run.reason, endedAt: run.now ?? sql`now()` })
    .where(and(eq(runs.id, run.runId), isNull(runs.endedAt)));
}
