import type { Pool, PoolClient } from 'pg';

/** Quotes a schema's name; refuses what is not a plain identifier. */
export function quoteSchema(schema: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new Error(`"${schema}" is not a plain schema name`);
  return `"${schema}"`;
}

/** The SQLSTATE that the function `fence` raises. */
export const FENCED = 'EF001';

/** `json`, not `jsonb`: keeps what JavaScript wrote, `\u0000` included, and is cheaper to write. */
const VERSIONS: ((s: string) => string)[] = [
  (s) => `
    create table ${s}.event (
      id text primary key,
      name text not null,
      payload json not null,
      received_at timestamptz not null default now()
    );
    create table ${s}.run (
      id text primary key,
      function_id text not null,
      event_id text not null references ${s}.event (id),
      status text not null default 'queued'
        check (status in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled')),
      limit_keys text[] not null default '{}',
      singleton_key text,
      parent_run_id text,
      parent_step_id text,
      replay_of text,
      sdk_version int not null default -1,
      finished_steps int not null default 0,
      output json,
      error json,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz
    ) with (fillfactor = 70);
    create index run_active on ${s}.run (function_id) where status in ('queued', 'running', 'waiting');
    create index run_event on ${s}.run (event_id);
    create index run_ended on ${s}.run (ended_at) where ended_at is not null;
    create table ${s}.step (
      run_id text not null references ${s}.run (id) on delete cascade,
      id text not null,
      name text not null,
      op text not null,
      status text not null check (status in ('pending', 'retrying', 'completed', 'failed')),
      position int,
      output json,
      error json,
      attempt int not null default 0,
      started_at timestamptz,
      ended_at timestamptz,
      primary key (run_id, id)
    );
    create table ${s}.queue_item (
      id bigint generated always as identity primary key,
      run_id text not null references ${s}.run (id) on delete cascade,
      function_id text not null,
      step_id text not null,
      at timestamptz not null default now(),
      attempt int not null default 0,
      again boolean not null default false,
      limit_keys text[] not null default '{}',
      lease_token text,
      lease_until timestamptz,
      lost int not null default 0,
      unique (run_id, step_id)
    );
    create index queue_item_ready on ${s}.queue_item (function_id, at) where lease_token is null;
    create index queue_item_next on ${s}.queue_item (at) where lease_token is null;
    create index queue_item_leased on ${s}.queue_item (lease_until) where lease_token is not null;
    create table ${s}.timer (
      id bigint generated always as identity primary key,
      run_id text not null references ${s}.run (id) on delete cascade,
      kind text not null check (kind in ('sleep', 'wait', 'invoke', 'start', 'finish')),
      step_id text,
      at timestamptz not null
    );
    create index timer_at on ${s}.timer (at);
    create index timer_run on ${s}.timer (run_id);
    create table ${s}.wait (
      run_id text not null references ${s}.run (id) on delete cascade,
      step_id text not null,
      event_name text not null,
      expression text,
      primary key (run_id, step_id)
    );
    create index wait_event on ${s}.wait (event_name);
    create table ${s}.bucket (
      function_id text not null,
      kind text not null,
      key text not null,
      state json,
      expires_at timestamptz not null,
      primary key (function_id, kind, key)
    );
    create index bucket_expires on ${s}.bucket (expires_at);
    create table ${s}.debounce (
      function_id text not null,
      key text not null,
      event_id text not null,
      first_at timestamptz not null default now(),
      at timestamptz not null,
      primary key (function_id, key)
    );
    create index debounce_at on ${s}.debounce (at);
    create table ${s}.cron (
      function_id text not null,
      expression text not null,
      next_at timestamptz not null,
      primary key (function_id, expression)
    );
    create table ${s}.command (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('cancel', 'replay')),
      run_id text not null,
      new_run_id text
    );`,
  // `discovery_token`: the lease of the run's discovery, so that one conditional update of the run is lock and fence.
  (s) => `
    alter table ${s}.run add column discovery_token text;
    create function ${s}.fence(held boolean) returns void language plpgsql as $fence$
      begin
        if not held then raise exception 'nothing was written' using errcode = '${FENCED}'; end if;
      end $fence$;`,
];

/** Brings the engine's tables to the newest version. Safe to call at any time, from any number of processes at once. */
export async function migrate(client: Pool | PoolClient, schema = 'engine'): Promise<void> {
  const s = quoteSchema(schema);
  const upgrades = VERSIONS.map(
    (version, index) => `
      if not exists (select from ${s}.migration where version = ${index + 1}) then
        ${version(s)}
        insert into ${s}.migration (version) values (${index + 1});
      end if;`,
  );
  // One message of the simple protocol is one transaction, also on a pool: the lock holds until all of it is done.
  await client.query(`
    select pg_advisory_xact_lock(hashtext('engine.migrate'), hashtext('${schema}'));
    create schema if not exists ${s};
    create table if not exists ${s}.migration (version int primary key, applied_at timestamptz not null default now());
    do $upgrade$ begin ${upgrades.join('')} end $upgrade$;`);
}
