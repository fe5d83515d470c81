import { and, asc, inArray } from 'drizzle-orm';
import { type Case, cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { forgetRevisions, type TxCtx, visibleCases } from '../kernel/index.ts';

/**
 * The cases with these numbers that the actor may see, by key, locked until the transaction ends. In one order for everybody, so that two who
 * lock the same ones wait and never deadlock.
 */
export async function lockCases(ctx: TxCtx, numbers: readonly (number | null)[]): Promise<Map<string, Case>> {
  const wanted = numbers.filter((number) => number !== null);
  if (wanted.length === 0) return new Map();
  const rows = await ctx.tx
    .select()
    .from(cases)
    .where(and(inArray(cases.number, wanted), visibleCases(ctx.actor)))
    .orderBy(asc(cases.number))
    .for('no key update');
  forgetRevisions(ctx);
  return new Map(rows.map((row) => [keyOf(row.number), row]));
}
