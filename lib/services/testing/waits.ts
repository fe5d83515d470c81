import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';

/** Resolves when so many connections to this database wait for a lock. */
export async function untilBlocked(db: Db, count: number): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const { rows } = await db.execute<{ waiting: number }>(sql`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if (rows[0]!.waiting >= count) return;
    if (Date.now() > deadline) throw new Error(`Only ${rows[0]!.waiting} of ${count} connections wait for a lock.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
