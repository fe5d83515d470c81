import { and, eq, exists, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseObservables, cases, observables } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { visibleCases } from '../kernel/index.ts';

/**
 * The WHERE of "observables this actor may see": those that one of his cases holds. What stands on restricted cases alone would tell
 * of them. Undefined: all.
 */
export function visibleObservables(db: Db | Tx, actor: Actor): SQL | undefined {
  const seen = visibleCases(actor);
  if (!seen) return undefined;
  const held = db
    .select({ one: sql`1` })
    .from(caseObservables)
    .innerJoin(cases, eq(cases.id, caseObservables.caseId))
    .where(sql`${caseObservables.observableId} = ${observables.id} and ${seen}`);
  return exists(held);
}

/** On how many cases that the actor may see each of these observables stands. */
export async function countCasesOf(db: Db | Tx, actor: Actor, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: caseObservables.observableId, count: sql<number>`count(*)::int` })
    .from(caseObservables)
    .innerJoin(cases, eq(cases.id, caseObservables.caseId))
    .where(and(inArray(caseObservables.observableId, ids), visibleCases(actor)))
    .groupBy(caseObservables.observableId);
  return new Map(rows.map((row) => [row.id, row.count]));
}
