import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import * as schema from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import type { Actor } from '../../domain/actor.ts';
import { GENERIC_ALERT, WIZ_DETECTION, WIZ_ISSUE } from '../../domain/mappings/samples.ts';
import { closeSandbox } from '../mappings/sandbox.ts';
import { acceptDelivery } from './accept.ts';
import { dryRun } from './dry-run.ts';

let database: TestDatabase;
let db: ReturnType<typeof connectTo>;
const connectTo = (from: TestDatabase) => drizzle(from.pool, { schema });

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectTo(database);
});
afterAll(async () => {
  await closeSandbox();
  await database.drop();
});
beforeEach(async () => {
  await database.pool.query(
    'truncate deliveries, vendor_objects, outbox, runs, cases, mappings, automations, effects cascade',
  );
});

const NOW = new Date();
const ANALYST = { kind: 'user', id: newId(), name: 'Ada', role: 'analyst' } satisfies Actor;
const VENDOR: Actor = { kind: 'vendor', id: 'wiz', name: 'Wiz' };
const ctx = (actor: Actor = ANALYST) => ({ db, actor, now: NOW });
const tryOut = (body: unknown, connector = 'wiz', actor: Actor = ANALYST) =>
  dryRun({ ctx: ctx(actor), input: { connector, body: typeof body === 'string' ? body : JSON.stringify(body) } });
const issue = (fields: object) => ({ ...WIZ_ISSUE, issue: { ...WIZ_ISSUE.issue, ...fields } });

async function caseFor(objectKey: string, stage: 'new' | 'closed', restricted = false): Promise<string> {
  const id = newId();
  const { rows } = await database.pool.query(
    `insert into cases (id, title, severity, severity_rank, state, stage, queue, restricted, started_at, created_by, created_at,
       updated_at, resolved_at, closed_at, resolution_verdict, resolution_summary)
     values ($1, 't', 'high', 3, $2, $2, 'triage', $3, $4, '{}', $4, $4, $4, $4, 'undetermined', 's') returning number`,
    [id, stage, restricted, NOW],
  );
  await database.pool.query(
    `insert into case_objects (case_id, connector_id, object_key, current, created_at) values ($1, 'wiz', $2, true, now())`,
    [id, objectKey],
  );
  return `CASE-${rows[0].number}`;
}

test('says what would be opened, with its observables, and writes nothing', async () => {
  const result = await tryOut(WIZ_DETECTION);
  expect(result).toMatchObject({ outcome: 'accepted', reason: null, mapped: { category: 'Cloud' } });
  expect(result.effect).toMatch(/^Open a \w+ case “.+”\.$/);
  expect(result.observables).toContainEqual({
    type: 'ipv4',
    value: WIZ_DETECTION.triggeringEvents[0]!.actorIP,
    role: 'implicated',
    path: '/triggeringEvents/0/actorIP',
  });
  const { rows } = await database.pool.query(
    'select (select count(*) from deliveries) + (select count(*) from outbox) as written',
  );
  expect(Number(rows[0].written)).toBe(0);
});

test('what is filtered names the value that failed', async () => {
  expect(await tryOut(issue({ severity: 'LOW', status: 'OPEN' }))).toMatchObject({
    outcome: 'filtered',
    reason: 'The severity LOW opens no case; MEDIUM, HIGH, CRITICAL would.',
    effect: 'Nothing: it is filtered.',
  });
});

test('an event of an object with an open case goes there, whatever its severity', async () => {
  const key = await caseFor(WIZ_ISSUE.issue.id, 'new');
  expect(await tryOut(issue({ severity: 'LOW' }))).toMatchObject({
    outcome: 'accepted',
    effect: `Add the event to ${key}.`,
  });
});

test('one that has just ended is reopened', async () => {
  const key = await caseFor(WIZ_ISSUE.issue.id, 'closed');
  expect(await tryOut(issue({ severity: 'HIGH', status: 'OPEN' }))).toMatchObject({ effect: `Reopen ${key}.` });
  const over = await tryOut(issue({ severity: 'HIGH', status: 'RESOLVED' }));
  expect(over.effect).toBe(`Keep the event on ${key}, which has ended and stays so.`);
});

test('a case that the actor may not see is not named', async () => {
  const key = await caseFor(WIZ_ISSUE.issue.id, 'new', true);
  const result = await tryOut(WIZ_ISSUE);
  expect(result.effect).toBe('Add the event to the case that stands for this object.');
  expect(JSON.stringify(result)).not.toContain(key);
  expect((await tryOut(WIZ_ISSUE, 'wiz', { ...ANALYST, role: 'lead' })).effect).toContain(key);
});

test('a duplicate, a switched-off automation, a quarantined and a refused body do nothing', async () => {
  const raw = Buffer.from(JSON.stringify(WIZ_ISSUE));
  await acceptDelivery({ ctx: ctx(VENDOR), input: { connectorId: 'wiz', vendor: 'wiz', raw, receivedAt: NOW } });
  expect(await tryOut(WIZ_ISSUE)).toMatchObject({ outcome: 'duplicate', effect: 'Nothing: it is a duplicate.' });
  await database.pool.query(`insert into automations (id, enabled, updated_at) values ('wiz-incident', false, now())`);
  expect(await tryOut(WIZ_DETECTION)).toMatchObject({
    outcome: 'accepted',
    reason: 'The automation wiz-incident is switched off.',
  });
  expect(await tryOut({ hello: 1 })).toMatchObject({ outcome: 'quarantined', objectKey: null });
  expect(await tryOut('{')).toMatchObject({ outcome: 'refused', reason: 'The body is not JSON.' });
});

test('generic goes through its mapping; what the mapping cannot use would be quarantined', async () => {
  expect(await tryOut(GENERIC_ALERT, 'generic/acme')).toMatchObject({ outcome: 'accepted' });
  await database.pool.query(
    `insert into mappings (id, connector_id, expression, active, created_by, created_at)
     values ($1, 'generic/acme', '{"title": "only"}', true, '{}', now())`,
    [newId()],
  );
  expect(await tryOut(GENERIC_ALERT, 'generic/acme')).toMatchObject({
    outcome: 'quarantined',
    mapped: { title: 'only' },
  });
});

test('a viewer may not, and an unknown connector is not there', async () => {
  await expect(tryOut('{}', 'wiz', { ...ANALYST, role: 'viewer' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(tryOut('{}', 'jamf')).rejects.toMatchObject({ code: 'not_found' });
});
