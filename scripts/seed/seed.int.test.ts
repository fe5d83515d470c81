import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '#lib/db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { listCases } from '#lib/services/cases/list.ts';
import { firstRun } from '#lib/services/setup/first-run.ts';
import { recomputeBatch } from '#lib/services/sla/recompute.ts';
import { tellTimers } from '#lib/services/sla/tell.ts';
import { WORDS_OF_CASES, WORDS_OF_COMMENTS } from './search-texts.ts';
import { writeSeed } from './write.ts';

const CASES = 600;
const now = new Date();
let database: TestDatabase;

const connected = () => drizzle(database.pool, { schema });
const query = async (text: string, values: unknown[] = []) => (await database.pool.query(text, values)).rows;

beforeAll(async () => {
  database = await createTestDatabase();
  const nobody = { adminEmail: 'admin@shop.example', adminPassword: null, bootstrapApiKey: null };
  await firstRun(connected(), { ...nobody, now });
  const options = { cases: CASES, members: 12, days: 20, now };
  await writeSeed(database.url, { ...options, seed: 1 }, () => {});
  await writeSeed(database.url, { ...options, seed: 2 }, () => {});
});
afterAll(() => database.drop());

test('a second run adds cases of its own, and nobody and nothing twice', async () => {
  expect(await query('select count(*)::int, count(distinct number)::int as numbers from cases')).toEqual([
    { count: 2 * CASES, numbers: 2 * CASES },
  ]);
  expect(await query(`select count(*)::int from members where email like '%@seed.example'`)).toEqual([{ count: 12 }]);
  const shared = `select observable_id from case_observables group by observable_id having count(*) > 3`;
  expect((await query(shared)).length).toBeGreaterThan(3);
});

test('what is counted, copied and derived is right', async () => {
  const wrong = {
    observables: `select id from cases c where observable_count <> (select count(*) from case_observables o where o.case_id = c.id)`,
    events: `select id from cases c where event_count <> (select count(*) from case_events e where e.case_id = c.id)`,
    openings: `select id from cases c where 1 <> (select count(*) from timeline t where t.case_id = c.id and t.kind = 'created')`,
    order: `select case_id from (select case_id, at < lag(at) over (partition by case_id order by seq) as back from timeline) t where back`,
    unowned: `select id from cases where assignee_id is null and queue is null`,
    future: `select id from cases where updated_at > now() or updated_at < created_at`,
    seen: `select id from observables o where (select (min(l.first_seen), max(l.first_seen)) is distinct from (o.first_seen, o.last_seen)
      from case_observables l where l.observable_id = o.id)`,
  };
  for (const [what, text] of Object.entries(wrong)) expect(await query(text), what).toEqual([]);
  const kinds = await query('select distinct kind from case_milestones');
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['resolved', 'resolve_target', 'contained']));
});

test('every timer, due time and figure is what the histories give', async () => {
  const { last, ...corrected } = await recomputeBatch(connected(), 0, 10 * CASES, now);
  expect(last).toBeNull();
  expect(corrected).toEqual({ cases: 2 * CASES, timers: 0, facts: 0, leads: 0 });
});

test('the clock has nothing to tell of the past, and nobody to wake', async () => {
  expect(await query(`select kind from timeline where kind = 'sla' limit 1`)).toEqual([{ kind: 'sla' }]);
  const { told, failed } = await tellTimers({ ctx: { db: connected(), actor: SYSTEM, now } });
  expect({ told, failed }).toEqual({ told: [], failed: [] });
  const waiting = await query(`select wake_at > $1 as later from cases where stage = 'on_hold' group by 1`, [now]);
  expect(waiting).toEqual([{ later: true }]);
});

test('open cases are listed by what is due first', async () => {
  const ctx = { db: connected(), actor: SYSTEM, now };
  const page = await listCases({ ctx, input: { open: 'true', sort: 'sla', limit: 200 } });
  expect(page.items.length).toBeGreaterThan(20);
  const dues = page.items.map((item) => item.sla.find((timer) => timer.lead)?.dueAt ?? 'none');
  expect(dues).toEqual([...dues].sort());
});

test('who loads without triggers writes the words that they would have written', async () => {
  const words = () => query('select id, case_id, words::text from search_texts order by id');
  const byTriggers = await words();
  expect(byTriggers.length).toBeGreaterThan(2 * CASES);
  await query('delete from search_texts');
  const ids = (await query('select id from cases')).map(({ id }) => id);
  for (const text of [WORDS_OF_CASES, WORDS_OF_COMMENTS]) await query(text, [ids]);
  expect(await words()).toEqual(byTriggers);
});

test('a wrong number is refused', async () => {
  const run = promisify(execFile)(process.execPath, ['scripts/seed.ts', '--cases', 'many'], {
    env: { ...process.env, DATABASE_URL: database.url },
  });
  await expect(run).rejects.toThrow('--cases, --members and --days as <number>');
});
