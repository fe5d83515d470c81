import { and, eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { runs } from '../../db/schema/index.ts';

interface Link {
  runId: string;
  caseId: string;
  /** Only where the run is for this delivery: one that takes in many things, as the daily check does, is of none of their cases. */
  deliveryId?: string;
}

/** Shows a run on the case that it works on; the first case stays. */
export async function linkCase(db: Db | Tx, { runId, caseId, deliveryId }: Link): Promise<void> {
  await db
    .update(runs)
    .set({ caseId })
    .where(and(eq(runs.id, runId), isNull(runs.caseId), deliveryId ? eq(runs.deliveryId, deliveryId) : undefined));
}
