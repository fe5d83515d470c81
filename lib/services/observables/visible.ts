import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseObservables, cases, observables } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { COUNT_CAP, hiddenCases } from '../kernel/index.ts';

/** The links of an observable to cases that are not hidden: few are, so this asks the links' index and hardly ever a case. */
const links = (observableId: SQL, hidden: SQL | undefined, limit: number) => sql`
  select from ${caseObservables} where ${caseObservables.observableId} = ${observableId}
    and ${hidden ? sql`not exists (select from ${cases} where ${cases.id} = ${caseObservables.caseId} and ${hidden})` : sql`true`}
  limit ${sql.raw(String(limit))}`;

/**
 * The WHERE of "observables this actor may see": those that one of his cases holds. What stands on restricted cases alone would tell
 * of them. Undefined: all.
 */
export function visibleObservables(actor: Actor): SQL | undefined {
  const hidden = hiddenCases(actor);
  // A subquery with a limit is asked row by row; an EXISTS was planned as a join of all links, 300 ms at 600,000.
  return hidden && sql`(select true from (${links(sql`${observables.id}`, hidden, 1)}) held)`;
}

/**
 * On how many cases that the actor may see each of these observables stands, as far as {@link COUNT_CAP}. Looking up each case took 200 ms
 * for one that 100,000 hold.
 */
export async function countCasesOf(db: Db | Tx, actor: Actor, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const held = links(sql`asked.id`, hiddenCases(actor), COUNT_CAP);
  const { rows } = await db.execute<{ id: string; count: number }>(sql`
    select asked.id, (select count(*)::int from (${held}) held) as count
    from unnest(${sql.param(ids)}::uuid[]) as asked (id)`);
  return new Map(rows.map((row) => [row.id, row.count]));
}
