import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { newId } from '#lib/db/id.ts';
import * as schema from '#lib/db/schema/index.ts';
import type { ActorRef } from '#lib/domain/actor.ts';
import type { Tier } from '#lib/domain/member.ts';
import type { Runbook } from '#lib/domain/runbook.ts';
import type { PolicyBook } from '#lib/domain/sla/index.ts';
import { policyBook } from '#lib/services/sla/book.ts';
import { personOf } from './people.ts';
import { hotValues } from './pool.ts';
import { UNITS } from './stories.ts';

/** What the cases refer to, as it stands in the database. */
export interface SeedFacts {
  now: Date;
  members: readonly SeedMember[];
  scout: SeedMember['ref'];
  scouts: ReadonlySet<string>;
  stores: readonly string[];
  runbooks: readonly Runbook[];
  book: PolicyBook;
  /** Observables that are there already: their ids by type and SHA-256. */
  known: ReadonlyMap<string, string>;
}

export interface SeedMember {
  id: string;
  name: string;
  tier: Tier;
  skills: readonly string[];
  /** As the timeline names the member. */
  ref: Readonly<ActorRef>;
}

const STORES = 400;
const ZONES = ['Europe/Berlin', 'Europe/Rome', 'Europe/Warsaw', 'America/New_York'];

/** Makes who and what the cases are about, where it is missing, and reads it. Nobody can sign in: the members have no password. */
export async function readFacts(client: pg.Client, members: number, now: Date): Promise<SeedFacts> {
  await addMembers(client, members, now);
  await addStores(client, now);
  await addFields(client, now);
  const hashes = hotValues().map((one) => one.sha256);
  const [people, scout, stores, runbooks, known] = [
    await client.query<Omit<SeedMember, 'ref'>>(
      `select id, name, tier, skills from members where email like 'analyst-%@seed.example' and disabled_at is null order by created_at, email limit $1`,
      [members],
    ),
    await client.query<{ id: string; name: string }>(`select id, name from members where kind = 'ai' limit 1`),
    await client.query<{ key: string }>('select key from stores where retired_at is null order by key limit 400'),
    await client.query<Runbook>(
      'select key, name, category, source, phases from runbooks where retired_at is null order by key',
    ),
    await client.query<{ id: string; key: string }>(
      `select id, type || ' ' || value_sha256 as key from observables where value_sha256 = any($1)`,
      [hashes],
    ),
  ];
  if (!scout.rows[0]) throw new Error('The database has no Scout: start the product once, then seed it.');
  return {
    now,
    members: people.rows.map((one) => ({ ...one, ref: { kind: 'user', id: one.id, name: one.name } })),
    scout: { kind: 'ai', id: scout.rows[0].id, name: scout.rows[0].name },
    scouts: new Set([scout.rows[0].id]),
    stores: stores.rows.map(({ key }) => key),
    runbooks: runbooks.rows,
    book: await policyBook(drizzle(client, { schema }) as unknown as Parameters<typeof policyBook>[0]),
    known: new Map(known.rows.map(({ key, id }) => [key, id])),
  };
}

async function addMembers(client: pg.Client, count: number, now: Date): Promise<void> {
  for (let index = 0; index < count; index++) {
    const { name, email, role, tier, groups, skills, shift } = personOf(index);
    await client.query(
      `insert into members (id, name, email, role, tier, groups, skills, shift, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) on conflict do nothing`,
      [newId(), name, email, role, tier, groups, skills, shift, now],
    );
  }
}

async function addStores(client: pg.Client, now: Date): Promise<void> {
  const rows = Array.from({ length: STORES }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    const time_zone = ZONES[index % ZONES.length];
    const networks = [`10.${Math.floor(index / 250)}.${index % 250}.0/24`];
    return { id: newId(), key: `store-${number}`, name: `Store ${number}`, time_zone, networks };
  });
  await client.query(
    `insert into stores (id, key, name, time_zone, networks, created_at, updated_at)
     select id, key, name, time_zone, networks, $2, $2
     from jsonb_to_recordset($1::jsonb) as one (id uuid, key text, name text, time_zone text, networks text[])
     on conflict do nothing`,
    [JSON.stringify(rows), now],
  );
}

async function addFields(client: pg.Client, now: Date): Promise<void> {
  const fields = [
    { key: 'business_unit', label: 'Business unit', type: 'select', options: UNITS },
    { key: 'asset_criticality', label: 'Asset criticality', type: 'number', options: [] },
    { key: 'change_ticket', label: 'Change ticket', type: 'text', options: [] },
  ];
  for (const [position, { key, label, type, options }] of fields.entries())
    await client.query(
      `insert into custom_field_definitions (key, label, type, options, position, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing`,
      [key, label, type, options, position, now],
    );
}
