import { and, type SQL, sql } from 'drizzle-orm';
import { caseObservables, cases, observables, searchTexts } from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';
import type { Page } from '../../domain/views/common.ts';
import type { Ctx } from '../kernel/index.ts';
import { hasValue } from '../observables/has-value.ts';
import { newestHolders } from '../observables/holders.ts';
import { narrow, withIds } from './narrow.ts';
import type { CaseFilter } from './query.ts';

/**
 * A search takes so many of the newest hits, and ranks those: a word of 80,000 titles among 300,000 took 600 ms to sort, and nobody reads
 * past the two thousandth.
 */
export const SEARCH_CAP = 2_000;

/** An indicator that is found exactly stands before any words. */
const EXACT = 10;

export interface Found {
  /** The best first, then the newest. */
  hits: { id: string; textId: string | null }[];
  count: Page<unknown>['count'];
}

/**
 * What `q` and `observable` find among the cases that fit `filters`. One search box: an indicator finds its cases exactly, words search the
 * titles, descriptions and comments (a key is a filter). Undefined where nothing is searched for.
 */
export async function searchCases(
  { db }: Pick<Ctx, 'db'>,
  query: Partial<CaseFilter>,
  filters: SQL | undefined,
): Promise<Found | undefined> {
  const words = wordsOf(query.q);
  const indicator = query.observable?.trim();
  if (!words && !indicator) return undefined;
  const within = await searchedIn(db, query, words && indicator ? and(filters, holds(indicator)) : filters);
  // A union and no OR: each half has its index, the OR of both would read every case.
  const found = words
    ? sql`(${saying(words, within)}) union all (${holding(words, within)})`
    : holding(indicator!, within);
  const { rows } = await db.execute<{ id: string; text_id: string | null; total: number }>(sql`
    with newest as (select id, rank, text_id from (${found}) found order by id desc limit ${SEARCH_CAP + 1})
    select id, (array_agg(text_id order by rank desc))[1] as text_id, (select count(*)::int from newest) as total
    from newest group by id order by max(rank) desc, id desc limit ${SEARCH_CAP}`);
  return {
    hits: rows.map((row) => ({ id: row.id, textId: row.text_id })),
    count: { value: rows.length, capped: (rows[0]?.total ?? 0) > SEARCH_CAP },
  };
}

/** What is to be searched for in texts; undefined for nothing, and for a key. */
export function wordsOf(q: string | undefined): string | undefined {
  const words = q?.trim();
  return words && numberOf(words) === null ? words : undefined;
}

/** Few cases are named one by one: the newest hits of a common word are then not looked through for them. */
async function searchedIn(
  db: Ctx['db'],
  query: Partial<CaseFilter>,
  filters: SQL | undefined,
): Promise<SQL | undefined> {
  if (!isFiltered(query)) return filters;
  const { ids } = await narrow(db, query, filters);
  return ids ? withIds(ids) : filters;
}

const NOT_FILTERS: readonly string[] = ['q', 'observable', 'sort', 'limit', 'cursor'];
/** Whether more is asked than a search. */
const isFiltered = (query: Partial<CaseFilter>) =>
  Object.entries(query).some(([name, value]) => value !== undefined && !NOT_FILTERS.includes(name));

const saying = (words: string, where: SQL | undefined) => sql`
  select ${cases.id} as id, ts_rank(${searchTexts.words}, ${textQuery(words)}) as rank, ${searchTexts.id} as text_id
  from ${searchTexts} join ${cases} on ${cases.id} = ${searchTexts.caseId}
  where ${searchTexts.words} @@ ${textQuery(words)} and ${where ?? sql`true`}
  order by ${searchTexts.caseId} desc limit ${SEARCH_CAP + 1}`;

/** All the words, the last one as far as it is typed. With quotes or a minus it is a web search, word for word. */
export function textQuery(words: string): SQL {
  const tokens = words.match(/[\p{L}\p{N}]+/gu);
  if (!tokens || /["]|(^|\s)-/.test(words)) return sql`websearch_to_tsquery('simple', ${words})`;
  return sql`to_tsquery('simple', ${`${tokens.join(' & ')}:*`})`;
}

const holding = (indicator: string, where: SQL | undefined) => sql`
  select held.id, ${sql.raw(String(EXACT))}::real as rank, null::uuid as text_id from ${observables}
  cross join lateral (${newestHolders(sql`${observables.id}`, where, SEARCH_CAP + 1)}) held
  where ${hasValue(indicator)}`;

const holds = (indicator: string) => sql`exists (
  select from ${caseObservables} join ${observables} on ${observables.id} = ${caseObservables.observableId}
  where ${caseObservables.caseId} = ${cases.id} and ${hasValue(indicator)})`;
