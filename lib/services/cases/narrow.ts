import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { cases } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import { COUNT_CAP } from '../kernel/index.ts';
import { byIndex } from './by-index.ts';
import type { CaseFilter } from './query.ts';

/** So few are sorted faster than a list in its order is walked for them. */
export const FEW = 2_000;

export interface Narrowed {
  count: Page<unknown>['count'];
  /** The ids of all that fit, where they are {@link FEW} at most. */
  ids: string[] | null;
}

/**
 * Looks how many cases fit before a plan is chosen. Sorted lists walk the index of their order until a page is full: right for a filter
 * that many fit, and a reading of all cases for one that few do (a tag that none has: 246 ms at 300,000).
 */
export async function narrow(db: Db, query: Partial<CaseFilter>, where: SQL | undefined): Promise<Narrowed> {
  const { rows } = await byIndex(db, (tx) =>
    tx.execute<{ count: number; ids: string[] | null }>(sql`
      with fits as materialized (${firstOf(query, where, sql`${cases.id}`, COUNT_CAP + 1)}),
        counted as (select count(*)::int as count from fits)
      select count, case when count <= ${FEW} then array(select id from fits) end as ids from counted`),
  );
  const { count, ids } = rows[0]!;
  return { count: { value: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP }, ids };
}

/** How many cases fit, as far as `cap`. */
export async function countOfCases(
  db: Db,
  query: Partial<CaseFilter>,
  where: SQL | undefined,
  cap = COUNT_CAP,
): Promise<Page<unknown>['count']> {
  const { rows } = await byIndex(db, (tx) =>
    tx.execute<{ count: number }>(sql`
      select count(*)::int as count from (${firstOf(query, where, sql`1`, cap + 1)}) counted`),
  );
  const { count } = rows[0]!;
  return { value: Math.min(count, cap), capped: count > cap };
}

/**
 * The query of the first cases that fit, as far as `limit`, whichever come first by an index of a filter. Where no filter has one nearly all cases fit, and
 * the newest are taken.
 */
export function firstOf(query: Partial<CaseFilter>, where: SQL | undefined, columns: SQL, limit: number): SQL {
  const order = hasIndex(query) ? sql`` : sql`order by ${cases.number} desc`;
  return sql`select ${columns} from ${cases} where ${where ?? sql`true`} ${order} limit ${limit}`;
}

const WITHOUT_INDEX: readonly string[] = ['sort', 'limit', 'cursor', 'q', 'observable'];

function hasIndex(query: Partial<CaseFilter>): boolean {
  return Object.entries(query).some(([name, value]) => {
    if (value === undefined || WITHOUT_INDEX.includes(name)) return false;
    if (name === 'vip') return value === true;
    return name !== 'store' || !(value as string[]).includes('none');
  });
}

/** The WHERE of the cases with these ids. */
export const withIds = (ids: readonly string[]): SQL => sql`${cases.id} = any(${sql.param(ids)}::uuid[])`;
