import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseObservables, cases, observables } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Page } from '../../domain/views/common.ts';
import { COUNT_CAP, hiddenCases } from '../kernel/index.ts';

/**
 * The WHERE of links to cases that are not hidden: few are, so they are collected once for a statement and no case is asked for each link.
 * With an EXISTS for each, the counts of 200 observables of 700 cases each took six times as long.
 */
const notHidden = (hidden: SQL | undefined) =>
  hidden ? sql`${caseObservables.caseId} not in (select ${cases.id} from ${cases} where ${hidden})` : sql`true`;

/** The links of an observable to cases that are not hidden. */
const links = (observableId: SQL, hidden: SQL | undefined, limit: number) => sql`
  select from ${caseObservables} where ${caseObservables.observableId} = ${observableId} and ${notHidden(hidden)}
  limit ${sql.raw(String(limit))}`;

/** The ids of the newest cases that hold an observable, those that are hidden from the actor left out: its index alone is asked. */
export const newestLinks = (actor: Actor, observableId: SQL, limit: number) => sql`
  select ${caseObservables.caseId} as id from ${caseObservables}
  where ${caseObservables.observableId} = ${observableId} and ${notHidden(hiddenCases(actor))}
  order by ${caseObservables.caseId} desc limit ${sql.raw(String(limit))}`;

/**
 * The WHERE of "observables this actor may see": those that one of his cases holds. What stands on restricted cases alone would tell
 * of them. Undefined: all.
 */
export function visibleObservables(actor: Actor): SQL | undefined {
  const hidden = hiddenCases(actor);
  // A subquery with a limit is asked row by row; an EXISTS was planned as a join of all links, 300 ms at 600,000.
  return hidden && sql`(select true from (${links(sql`${observables.id}`, hidden, 1)}) held)`;
}

export type CaseCount = Page<unknown>['count'];
export const NO_CASES: CaseCount = { value: 0, capped: false };

/**
 * On how many cases that the actor may see each of these observables stands, as far as {@link COUNT_CAP}. Looking up each case took 200 ms
 * for one that 100,000 hold.
 */
export async function countCasesOf(
  db: Db | Tx,
  actor: Actor,
  ids: string[],
  cap = COUNT_CAP,
): Promise<Map<string, CaseCount>> {
  if (ids.length === 0) return new Map();
  const held = links(sql`asked.id`, hiddenCases(actor), cap + 1);
  const { rows } = await db.execute<{ id: string; count: number }>(sql`
    select asked.id, (select count(*)::int from (${held}) held) as count
    from unnest(${sql.param(ids)}::uuid[]) as asked (id)`);
  return new Map(rows.map(({ id, count }) => [id, { value: Math.min(count, cap), capped: count > cap }]));
}
