import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '#lib/db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { listCases } from '#lib/services/cases/list.ts';
import { firstRun } from '#lib/services/setup/first-run.ts';

const CASES = 400;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const nobody = { adminEmail: 'admin@shop.example', adminPassword: null, bootstrapApiKey: null };
  await firstRun(drizzle(database.pool, { schema }), { ...nobody, now: new Date() });
});
afterAll(() => database.drop());

const seed = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['scripts/seed.ts', ...args], {
    env: { ...process.env, DATABASE_URL: database.url },
  });

test('seeded cases are as the product would have written them', async () => {
  await seed('--cases', String(CASES));
  const { stdout } = await seed('--cases', String(CASES), '--seed', '2');
  expect(stdout).toContain(`done: ${CASES} cases`);

  const query = async (text: string) => (await database.pool.query(text)).rows;
  expect(await query('select count(*)::int, count(distinct number)::int as numbers from cases')).toEqual([
    { count: 2 * CASES, numbers: 2 * CASES },
  ]);
  const wrong = {
    counts: `select id from cases c where observable_count <> (select count(*) from case_observables o where o.case_id = c.id)`,
    openings: `select id from cases c where 1 <> (select count(*) from timeline t where t.case_id = c.id and t.kind = 'created')`,
    unowned: `select id from cases where assignee_id is null and queue is null`,
    future: `select id from cases where updated_at > now() or updated_at < created_at`,
    tasks: `select id from cases c where (runbook is null) = exists (select from tasks t where t.case_id = c.id)`,
  };
  for (const [what, text] of Object.entries(wrong)) expect(await query(text), what).toEqual([]);

  const ctx = { db: drizzle(database.pool, { schema }), actor: SYSTEM, now: new Date() };
  const page = await listCases({ ctx, input: { stage: ['new', 'in_progress'], sort: 'sla', limit: 200 } });
  expect(page.items.length).toBeGreaterThan(20);
  const dues = page.items.map((item) => item.sla.find((timer) => timer.lead)?.dueAt ?? 'none');
  expect(dues).toEqual([...dues].sort());
});

test('a wrong number is refused', async () => {
  await expect(seed('--cases', 'many')).rejects.toThrow('--cases <number>');
});
