import type pg from 'pg';
import type { Batch } from './batch.ts';
import { copyRows } from './copy.ts';

/** Writes a batch in one transaction. Observables that are there already are linked, not made again. */
export async function writeBatch(client: pg.Client, batch: Batch): Promise<void> {
  await client.query('begin');
  await client.query('set local synchronous_commit = off');
  await client.query(STAGING);
  for (const table of ['cases', 'tasks', 'timeline'] as const) await copyRows(client, table, batch[table]);
  await copyRows(client, 'seed_observables', batch.observables);
  await copyRows(client, 'seed_links', batch.case_observables);
  await client.query(OBSERVABLES);
  await client.query(LINKS);
  await client.query('commit');
}

const STAGING = `
  create temp table if not exists seed_observables
    (id uuid, type text, value text, value_sha256 text, first_seen timestamptz, last_seen timestamptz) on commit delete rows;
  create temp table if not exists seed_links
    (case_id uuid, type text, value_sha256 text, role text, origins jsonb, added_by jsonb, first_seen timestamptz) on commit delete rows`;

const OBSERVABLES = `
  insert into observables (id, type, value, value_sha256, first_seen, last_seen)
  select distinct on (value_sha256, type) id, type, value, value_sha256, min(first_seen) over same, max(last_seen) over same
  from seed_observables window same as (partition by value_sha256, type) order by value_sha256, type
  on conflict (value_sha256, type) do update
    set first_seen = least(observables.first_seen, excluded.first_seen),
        last_seen = greatest(observables.last_seen, excluded.last_seen)`;

const LINKS = `
  insert into case_observables (case_id, observable_id, role, origins, added_by, first_seen)
  select l.case_id, o.id, l.role, l.origins, l.added_by, l.first_seen
  from seed_links l join observables o
    using (value_sha256, type)`;
