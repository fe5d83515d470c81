import { and, inArray } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { cases, type TimelineEntry } from '../../db/schema/index.ts';
import { keyOf, numberOf } from '../../domain/case.ts';
import { keysNamedIn, withoutKeys } from '../../domain/hidden-case.ts';
import { type Ctx, visibleCases } from '../kernel/index.ts';

/**
 * The entries as the actor may read them: a case that they name may have been hidden from him since they were written. Asks nothing where none
 * is named, or where the actor sees all.
 */
export async function withoutHidden(
  db: Db,
  { actor }: Pick<Ctx, 'actor'>,
  entries: readonly TimelineEntry[],
): Promise<TimelineEntry[]> {
  const visible = visibleCases(actor);
  const named = new Set(visible ? entries.flatMap(keysNamedIn) : []);
  if (named.size === 0) return [...entries];
  const numbers = [...named].map(numberOf).filter((number) => number !== null);
  const seen = await db
    .select({ number: cases.number })
    .from(cases)
    .where(and(inArray(cases.number, numbers), visible));
  for (const { number } of seen) named.delete(keyOf(number));
  return entries.map((entry) => withoutKeys(entry, named));
}
