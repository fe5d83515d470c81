import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';

/**
 * Runs a query of the list that looks at no more than some thousand cases, without reading the table from its start. With a limit the planner may
 * take that for cheap: where the rows that fit stand together at the end, it reads all the others first.
 */
export function byIndex<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return work(tx);
  });
}
