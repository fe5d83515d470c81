import { asc, gt, inArray } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { cases } from '../../db/schema/index.ts';
import { refreshStored } from '../cases/timers.ts';
import { codeOf } from '../kernel/index.ts';

export interface Recomputed {
  /** How many cases were read. */
  cases: number;
  /** How many rows were not what the history says. */
  timers: number;
  facts: number;
  leads: number;
  /** The number of the last case: where to go on. Null: there are no more. */
  last: number | null;
}

/**
 * Rebuilds what is stored of the timers, and the figures' facts with them, of the next `size` cases whose number is above `after`. What is
 * right already is not written. Each call is a transaction of its own that holds its cases, so that a change of one of them waits and
 * neither is lost.
 */
export async function recomputeBatch(db: Db, after: number, size: number, now: Date): Promise<Recomputed> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await recompute(db, after, size, now);
    } catch (error) {
      // A verb that holds two cases took them the other way round: nothing was written.
      if (attempt >= 4 || codeOf(error) !== '40P01') throw error;
    }
  }
}

function recompute(db: Db, after: number, size: number, now: Date): Promise<Recomputed> {
  return db.transaction(async (tx) => {
    const held = await tx
      .select()
      .from(cases)
      .where(
        inArray(
          cases.id,
          tx.select({ id: cases.id }).from(cases).where(gt(cases.number, after)).orderBy(asc(cases.number)).limit(size),
        ),
      )
      .orderBy(asc(cases.number))
      .for('no key update');
    const { written } = await refreshStored(tx, held, now);
    return { cases: held.length, ...written, last: held.length < size ? null : held.at(-1)!.number };
  });
}
