import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';

const DAY_MS = 86_400_000;
const BATCH = 5_000;

/**
 * Deletes events that were sent and are older than `days`, in small transactions; answers how many. Those of runs that have not ended
 * are kept: their pages show what started them.
 */
export async function pruneOutbox(db: Db, { now, days = 7 }: { now: Date; days?: number }): Promise<number> {
  const before = new Date(now.getTime() - days * DAY_MS).toISOString();
  for (let pruned = 0; ; ) {
    const { rowCount } = await db.execute(sql`
      delete from outbox where id in (
        select old.id from outbox old
        where old.created_at < ${before} and (old.sent_at is not null or old.failed is not null)
          and not exists (select from runs where runs.event_id = old.id and runs.ended_at is null)
        order by old.created_at limit ${BATCH})`);
    pruned += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return pruned;
  }
}
