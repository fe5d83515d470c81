import { and, type SQL, sql } from 'drizzle-orm';
import { caseObservables, cases, observables } from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';
import type { Page } from '../../domain/views/common.ts';
import type { Ctx } from '../kernel/index.ts';
import { hasValue } from '../observables/has-value.ts';
import { newestHolderIds } from '../observables/holders.ts';
import { narrow, withIds } from './narrow.ts';
import type { CaseFilter } from './query.ts';
import { type Hit, textHits } from './text-hits.ts';

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
  const [holders, texts] = await Promise.all([
    holdersOf(db, words ?? indicator!, within),
    words ? textHits(db, words, within, SEARCH_CAP + 1) : [],
  ]);
  return ranked(holders, texts);
}

/** What is to be searched for in texts; undefined for nothing, and for a key. */
export function wordsOf(q: string | undefined): string | undefined {
  const words = q?.trim();
  return words && numberOf(words) === null ? words : undefined;
}

/** The newest, each case once by its best hit, the best first. */
function ranked(holders: readonly Hit[], texts: readonly Hit[]): Found {
  const best = new Map<string, Hit>();
  for (const hit of [...holders, ...texts]) if (hit.rank > (best.get(hit.id)?.rank ?? -1)) best.set(hit.id, hit);
  const newest = [...best.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  const taken = newest.slice(0, SEARCH_CAP);
  return {
    // Stable: of the same rank the newest stay first.
    hits: taken.sort((a, b) => b.rank - a.rank).map(({ id, textId }) => ({ id, textId })),
    count: { value: taken.length, capped: Math.max(best.size, holders.length, texts.length) > SEARCH_CAP },
  };
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

/** The newest cases that hold the indicator. */
async function holdersOf(db: Ctx['db'], indicator: string, where: SQL | undefined): Promise<Hit[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select distinct held.id from ${observables}
    cross join lateral (${newestHolderIds(sql`${observables.id}`, where, SEARCH_CAP + 1)}) held
    where ${hasValue(indicator)} order by held.id desc limit ${SEARCH_CAP + 1}`);
  return rows.map(({ id }) => ({ id, rank: EXACT, textId: null }));
}

const holds = (indicator: string) => sql`exists (
  select from ${caseObservables} join ${observables} on ${observables.id} = ${caseObservables.observableId}
  where ${caseObservables.caseId} = ${cases.id} and ${hasValue(indicator)})`;
