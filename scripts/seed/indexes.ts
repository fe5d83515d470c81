import type pg from 'pg';

/** Where a seed writes nearly all of its rows. */
const TABLES = [
  ...['cases', 'case_events', 'tasks', 'timeline', 'case_timers', 'case_milestones'],
  ...['observables', 'enrichments', 'case_observables', 'search_texts'],
];

/**
 * Those of the tables that only speed up reading: what refuses doubles stays as it is, and so do the small ones of open cases, by which the
 * clock looks twice a second.
 */
const READING = `select i.indexrelid from pg_index i join pg_class t on t.oid = i.indrelid
  where t.relname = any($1) and t.relnamespace = 'public'::regnamespace and not i.indisunique and not i.indisexclusion
    and (i.indpred is null or t.relname = 'case_milestones')`;

/**
 * Does the writing of very many rows without the indexes that reading needs, and builds them at the end, each at once: a row of a case alone
 * stands in some twenty-five. They are switched off and not dropped, so that a seed that was killed leaves nothing behind that the next
 * one would not put right. `client` must be a superuser's; others that read meanwhile read slowly.
 */
export async function withoutIndexes(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query(`update pg_index set indisready = false, indisvalid = false where indexrelid in (${READING})`, [
    TABLES,
  ]);
  try {
    await work();
  } finally {
    await rebuildIndexes(client);
  }
}

/** Builds again what stands switched off, whoever left it so. */
export async function rebuildIndexes(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index where not indisvalid and indexrelid in (${READING})`,
    [TABLES],
  );
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { name } of rows) await client.query(`reindex index ${name}`);
}
