import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import * as schema from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import type { Actor } from '../../domain/actor.ts';
import { AUTOMATION_IDS } from '../../domain/automations.ts';
import { getAutomation } from './get.ts';
import { listAutomations } from './list.ts';
import { updateAutomation } from './patch.ts';
import { settingsOf } from './settings-of.ts';

let database: TestDatabase;
let db: ReturnType<typeof connectTo>;
const connectTo = (from: TestDatabase) => drizzle(from.pool, { schema });

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectTo(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('truncate automations, runs, audit cascade');
});

const NOW = new Date();
const ADMIN: Actor = { kind: 'user', id: newId(), name: 'Ada', role: 'admin' };
const ctx = (actor = ADMIN) => ({ db, actor, now: NOW });
const change = (id: string, wanted: object, actor = ADMIN) =>
  updateAutomation({ ctx: ctx(actor), input: { id, patch: wanted } });

test('without a row an automation is on, with its shipped parameters', async () => {
  const { items } = await listAutomations({ ctx: ctx() });
  expect(items.map(({ id }) => id)).toEqual(AUTOMATION_IDS);
  const wiz = items.find(({ id }) => id === 'wiz-incident')!;
  expect(wiz).toMatchObject({ enabled: true, parameters: { statuses: ['OPEN'], reopenWithinDays: 7 } });
  expect(wiz.parametersSchema).toMatchObject({
    type: 'object',
    properties: { reopenWithinDays: { type: 'integer', default: 7 } },
  });
  expect(await settingsOf(db, 'route-by-severity')).toEqual({
    enabled: true,
    parameters: { sources: [], categories: [], tier: 2 },
  });
});

test('a patch sets what it names, and is audited with the difference', async () => {
  await change('wiz-incident', { parameters: { severities: ['high'], reopenWithinDays: 3 } });
  const view = await change('wiz-incident', { enabled: false, parameters: { statuses: ['OPEN', 'IN_PROGRESS'] } });
  expect(view).toMatchObject({
    enabled: false,
    parameters: { severities: ['HIGH'], reopenWithinDays: 3, statuses: ['OPEN', 'IN_PROGRESS'], resolveWithWiz: false },
  });
  expect(await settingsOf(db, 'wiz-incident')).toEqual({ enabled: false, parameters: view.parameters });
  const { rows } = await database.pool.query('select diff from audit order by seq');
  expect(rows[1].diff).toEqual({
    enabled: { from: true, to: false },
    statuses: { from: ['OPEN'], to: ['OPEN', 'IN_PROGRESS'] },
  });
  await change('wiz-incident', { enabled: false });
  expect((await database.pool.query('select 1 from audit')).rows).toHaveLength(2);
});

test('patches at once lose nothing', async () => {
  await Promise.all([
    change('wiz-incident', { parameters: { reopenWithinDays: 1 } }),
    change('wiz-incident', { parameters: { resolveWithWiz: true } }),
    change('wiz-incident', { enabled: false }),
  ]);
  expect(await settingsOf(db, 'wiz-incident')).toMatchObject({
    enabled: false,
    parameters: { reopenWithinDays: 1, resolveWithWiz: true },
  });
});

test.each([
  [{ parameters: { reopenWithinDays: 'x' } }, '/parameters/reopenWithinDays'],
  [{ parameters: { colour: 1 } }, '/parameters/colour'],
  [{ parameters: { statuses: ['ok', ''] } }, '/parameters/statuses/1'],
  [{ enabled: 'yes' }, '/enabled'],
  [{ title: 'x' }, '/title'],
])('refuses %j', async (wanted, pointer) => {
  await expect(change('wiz-incident', wanted)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] });
});

test('unknown ones are not there, and only admins change one', async () => {
  await expect(change('nope', {})).rejects.toMatchObject({ code: 'not_found' });
  await expect(getAutomation({ ctx: ctx(), input: { id: 'toString' } })).rejects.toMatchObject({ code: 'not_found' });
  for (const role of ['lead', 'analyst', 'viewer'] as const)
    await expect(change('wiz-incident', {}, { ...ADMIN, role })).rejects.toMatchObject({ code: 'forbidden' });
});

test('a stored value that the schema no longer takes falls back to the shipped one', async () => {
  await database.pool.query(
    `insert into automations values ('wiz-incident', true, '{"reopenWithinDays": "old", "gone": 1, "statuses": ["X"]}', now())`,
  );
  expect((await settingsOf(db, 'wiz-incident')).parameters).toMatchObject({ reopenWithinDays: 7, statuses: ['X'] });
});

test('sources that were chosen before others came are those that are left out', async () => {
  const store = (parameters: string) =>
    database.pool.query(
      `insert into automations values ('check-observables', true, $1, now()) on conflict (id) do update set parameters = $1`,
      [parameters],
    );
  const without = async () => (await settingsOf(db, 'check-observables')).parameters.withoutSources;
  await store('{"sources": ["otx"]}');
  expect(await without()).toEqual(['virustotal', 'recordedfuture']);
  await change('check-observables', { parameters: { withoutSources: ['otx'] } });
  expect(await without()).toEqual(['otx']);
  await store('{}');
  expect(await without()).toEqual([]);
});

test('the last 24 hours are counted', async () => {
  const add = (status: string, startedMsAgo: number, lasted: number, id = newId()) =>
    database.pool.query(
      `insert into runs (id, automation, event_id, event_name, status, created_at, started_at, ended_at)
       values ($1, 'wiz-incident', $2, 'e', $3, $4, $4, $5)`,
      [id, newId(), status, new Date(NOW.getTime() - startedMsAgo), new Date(NOW.getTime() - startedMsAgo + lasted)],
    );
  for (const lasted of [100, 200, 900]) await add('completed', 5_000, lasted);
  await add('failed', 4_000, 1);
  await add('skipped', 4_000, 1);
  await add('waiting', 3_000, 1);
  await add('completed', 25 * 3_600_000, 1);
  const { last24h } = await getAutomation({ ctx: ctx(), input: { id: 'wiz-incident' } });
  expect(last24h).toEqual({
    completed: 3,
    failed: 1,
    skipped: 1,
    active: 1,
    lastRunAt: new Date(NOW.getTime() - 3_000).toISOString(),
    p50Ms: 200,
  });
});
