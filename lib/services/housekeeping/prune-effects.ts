import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';

const BATCH = 5_000;

/** Deletes the effects of before a moment, the oldest first and in small transactions; answers how many. */
export async function pruneEffects(db: Db, before: Date): Promise<number> {
  for (let pruned = 0; ; ) {
    const { rowCount } = await db.execute(sql`
      delete from effects where key in (
        select key from effects where created_at < ${before.toISOString()} order by created_at limit ${BATCH})`);
    pruned += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return pruned;
  }
}
