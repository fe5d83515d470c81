import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { scoutWorks } from '../../db/schema/index.ts';

/** Whether Scout has worked this case to an end before: what comes back after that is for a person. */
export async function hasWorked(db: Db | Tx, caseId: string): Promise<boolean> {
  const [found] = await db.select({ id: scoutWorks.id }).from(scoutWorks).where(eq(scoutWorks.caseId, caseId)).limit(1);
  return found !== undefined;
}
