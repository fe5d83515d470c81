import { and, type SQL, sql } from 'drizzle-orm';
import { caseObservables, cases, observables } from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';
import type { Page } from '../../domain/views/common.ts';
import type { Ctx } from '../kernel/index.ts';
import { hasValue } from '../observables/has-value.ts';
import { newestHolders } from '../observables/holders.ts';

/**
 * A search takes so many of the newest cases that fit, and the list sorts those: a word of 80,000 titles among 300,000 took 600 ms to
 * sort, and nobody reads past the two thousandth.
 */
export const SEARCH_CAP = 2_000;

export interface Found {
  /** The WHERE of the cases that were found. */
  where: SQL;
  count: Page<unknown>['count'];
}

/**
 * What `q` and `observable` find among the cases that fit `filters`. One search box: an indicator finds its cases exactly, words search the
 * titles (a key is a filter). Undefined where nothing is searched for.
 */
export async function searchCases(
  { db }: Pick<Ctx, 'db'>,
  { q, observable }: { q?: string | undefined; observable?: string | undefined },
  filters: SQL | undefined,
): Promise<Found | undefined> {
  const words = q?.trim() && numberOf(q) === null ? q.trim() : undefined;
  const indicator = observable?.trim();
  if (!words && !indicator) return undefined;
  const within = words && indicator ? and(filters, holds(indicator)) : filters;
  // A union and no OR: each half has its index, the OR of both would read every case.
  const hits = words ? sql`(${titled(words, within)}) union (${holding(words, within)})` : holding(indicator!, within);
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from (${hits}) hits group by id, number order by number desc limit ${SEARCH_CAP + 1}`,
  );
  const ids = rows.slice(0, SEARCH_CAP).map((row) => row.id);
  return {
    where: sql`${cases.id} = any(${sql.param(ids)}::uuid[])`,
    count: { value: ids.length, capped: rows.length > SEARCH_CAP },
  };
}

const titled = (words: string, where: SQL | undefined) => sql`
  select ${cases.id}, ${cases.number} from ${cases}
  where ${where ?? sql`true`} and to_tsvector('simple', ${cases.title}) @@ ${queryOf(words)}
  order by ${cases.number} desc limit ${SEARCH_CAP + 1}`;

/** All the words, the last one as far as it is typed. With quotes or a minus it is a web search, word for word. */
function queryOf(words: string): SQL {
  const tokens = words.match(/[\p{L}\p{N}]+/gu);
  if (!tokens || /["]|(^|\s)-/.test(words)) return sql`websearch_to_tsquery('simple', ${words})`;
  return sql`to_tsquery('simple', ${`${tokens.join(' & ')}:*`})`;
}

const holding = (indicator: string, where: SQL | undefined) => sql`
  select held.id, held.number from ${observables}
  cross join lateral (${newestHolders(sql`${observables.id}`, where, SEARCH_CAP + 1)}) held
  where ${hasValue(indicator)}`;

const holds = (indicator: string) => sql`exists (
  select from ${caseObservables} join ${observables} on ${observables.id} = ${caseObservables.observableId}
  where ${caseObservables.caseId} = ${cases.id} and ${hasValue(indicator)})`;
