import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';

/**
 * A place in the feed: `<transaction>-<seq>`. A row's `seq` is given before its commit, so that a reader who goes by it alone misses what
 * commits late. The feed goes by transaction, and reads only those below the oldest one that still runs.
 */
export interface FeedPlace {
  xid: string;
  seq: number;
}

/** Null for what is no cursor. */
export function parseFeedCursor(cursor: string): FeedPlace | null {
  const found = /^([0-9]{1,19})-([0-9]{1,15})$/.exec(cursor);
  return found ? { xid: found[1]!, seq: Number(found[2]) } : null;
}

export const feedCursorOf = ({ xid, seq }: FeedPlace) => `${xid}-${seq}`;

/** Where the feed ends now. While an old transaction runs, some of what was committed before is told after it: better twice than never. */
export async function latestCursor(db: Db): Promise<string> {
  const { rows } = await db.execute<{ xid: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`);
  return feedCursorOf({ xid: rows[0]!.xid, seq: 0 });
}
