import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../../db/client.ts';

/** Counting every row of a big table costs more than its page: beyond this a count says "more". */
export const COUNT_CAP = 10_000;

/** The paging part of a list's query: `limit` rows (at most 200) after `cursor`. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
};

/** How many rows `from … where …` has, as far as {@link COUNT_CAP}. */
export async function countUpTo(db: Db | Tx, from: SQL, where: SQL | undefined) {
  const { rows } = await db.execute<{ count: string }>(
    sql`select count(*) from (select 1 from ${from} where ${where ?? sql`true`} limit ${COUNT_CAP + 1}) as matched`,
  );
  const found = Number(rows[0]!.count);
  return { value: Math.min(found, COUNT_CAP), capped: found > COUNT_CAP };
}
