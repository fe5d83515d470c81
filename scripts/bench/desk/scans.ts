import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';

const LARGE = [
  'cases',
  'timeline',
  'case_observables',
  'observables',
  'case_timers',
  'case_milestones',
  'search_texts',
] as const;

/** An idle connection tells the statistics of what it read after ten seconds at the latest. */
const TOLD_MS = 11_000;

/** How often each large table was read from start to end, by all connections. */
export async function sequentialScans(pool: pg.Pool): Promise<Map<string, number>> {
  await wait(TOLD_MS);
  const { rows } = await pool.query<{ relname: string; seq_scan: number }>(
    'select relname, seq_scan::int from pg_stat_user_tables where relname = any($1)',
    [LARGE],
  );
  return new Map(rows.map(({ relname, seq_scan }) => [relname, seq_scan]));
}

/** The tables that were read so between two looks, with how often. */
export function scannedBetween(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...after].flatMap(([table, count]) => {
    const more = count - (before.get(table) ?? 0);
    return more > 0 ? [`${table} ${more}×`] : [];
  });
}
