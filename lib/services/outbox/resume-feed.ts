import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { outbox } from '../../db/schema/index.ts';
import { latestCursor, parseFeedCursor } from './cursor.ts';
import { isFromElsewhere } from './list-feed.ts';

/** Whoever has missed more is told to read everything anew: cheaper for both than a weekend's events one by one. */
export const MAX_MISSED = 2_000;

export interface Resumed {
  cursor: string;
  /** What was missed is not told event by event: it is too much, or the cursor is none of this database. */
  reset: boolean;
}

/** Where a reader who comes back after `after` goes on; null for one who comes new. */
export async function resumeFeed(db: Db, after: string | null): Promise<Resumed> {
  if (after === null) return { cursor: await latestCursor(db), reset: false };
  const place = parseFeedCursor(after);
  if (place && !(await isFromElsewhere(db, place.xid))) {
    const { rows } = await db.execute(sql`
      select 1 from ${outbox} where (${outbox.xid}, ${outbox.seq}) > (${place.xid}::xid8, ${place.seq}::bigint)
        and ${outbox.xid} < pg_snapshot_xmin(pg_current_snapshot())
      order by ${outbox.xid}, ${outbox.seq} offset ${MAX_MISSED} limit 1`);
    if (rows.length === 0) return { cursor: after, reset: false };
  }
  return { cursor: await latestCursor(db), reset: true };
}
