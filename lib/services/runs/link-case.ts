import { and, eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { runs } from '../../db/schema/index.ts';

/** Shows a run on the case that it works on; the first case stays. */
export async function linkCase(db: Db | Tx, link: { runId: string; caseId: string }): Promise<void> {
  await db
    .update(runs)
    .set({ caseId: link.caseId })
    .where(and(eq(runs.id, link.runId), isNull(runs.caseId)));
}
