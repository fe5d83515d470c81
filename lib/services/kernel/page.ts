import { and, lt, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Db, Tx } from '../../db/client.ts';
import { invalid } from '../errors.ts';

/** Counting every row of a big table costs more than its page: beyond this a count says "more". */
export const COUNT_CAP = 10_000;

/** The paging part of a list's query: `limit` rows (at most 200) after `cursor`. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
};

/** The WHERE of the rows that come after a cursor, in a list whose newest `seq` is first. Throws `invalid` on a foreign cursor. */
export function olderThan(seq: PgColumn, cursor: string | undefined, where: SQL | undefined): SQL | undefined {
  if (cursor === undefined) return where;
  if (!/^[1-9][0-9]{0,15}$/.test(cursor))
    throw invalid([{ pointer: '/cursor', message: 'This is not a cursor of this list.' }]);
  return and(where, lt(seq, Number(cursor)));
}

/** Cuts off the row that was read beyond `limit` to know whether there is a next page, and makes the cursor. */
export function cutPage<Row extends { seq: number }>(rows: Row[], limit: number) {
  const page = rows.slice(0, limit);
  return { rows: page, nextCursor: rows.length > limit ? String(page.at(-1)!.seq) : null };
}

/** How many rows `from … where …` has, as far as {@link COUNT_CAP}. */
export async function countUpTo(db: Db | Tx, from: SQL, where: SQL | undefined) {
  const { rows } = await db.execute<{ count: string }>(
    sql`select count(*) from (select 1 from ${from} where ${where ?? sql`true`} limit ${COUNT_CAP + 1}) as matched`,
  );
  const found = Number(rows[0]!.count);
  return { value: Math.min(found, COUNT_CAP), capped: found > COUNT_CAP };
}
