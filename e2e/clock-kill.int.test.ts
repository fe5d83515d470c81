import { randomBytes } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '#lib/db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { firstRun } from '#lib/services/setup/first-run.ts';
import { addTimer } from '#lib/services/sla/add-timer.ts';
import { until } from './support/until.ts';
import { startWorker, type WorkerProcess } from './support/worker-process.ts';

const CASES = 60;
const KILLS = 6;
/** The timers run out one after the other over so many seconds, so that each worker dies among them. */
const SPREAD_SECONDS = 15;

let database: TestDatabase;
const alive = new Set<WorkerProcess>();
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all([...alive].map((worker) => worker.kill()));
  await database.drop();
});

const start = async () => {
  const worker = startWorker({
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENGINE_EVENT_KEY: 'test',
    ENGINE_SIGNING_KEY: `signkey-test-${'0123456789abcdef'.repeat(4)}`,
  });
  alive.add(worker);
  await worker.running;
  return worker;
};
const told = async () => {
  const { rows } = await database.pool.query<{ event: string; times: number }>(
    `select name || ' ' || (data ->> 'key') as event, count(*)::int as times from outbox where name like 'case/sla.%' group by 1`,
  );
  return new Map(rows.map(({ event, times }) => [event, times]));
};

test('workers that are killed among timers that run out tell of each once, and leave none out', async () => {
  const db = drizzle(database.pool, { schema });
  await firstRun(db, {
    ...{ adminEmail: 'admin@shop.example', adminPassword: null, bootstrapApiKey: null },
    now: new Date(),
  });
  const keys: string[] = [];
  for (let n = 0; n < CASES; n += 1) {
    const ctx = { db, actor: SYSTEM, now: new Date() };
    const fields = { title: `Case ${n}`, severity: 'informational' } as const;
    const { key } = await openCase({ ctx, input: { fields } });
    // The target's last fifth is the warning: both moments lie in the time of the killing.
    const targetSeconds = 2 + Math.round((n / CASES) * SPREAD_SECONDS);
    await addTimer({ ctx, input: { key, timer: { name: 'Runs out', targetSeconds } } });
    keys.push(key);
  }
  const workers = await Promise.all([start(), start()]);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = (await told()).size;
    const enough = Math.min(2 * CASES, before + (2 * CASES) / (KILLS + 2));
    await until('some more are told of', async () => (await told()).size >= enough);
    const victim = workers[kill % 2]!;
    await victim.kill();
    alive.delete(victim);
    workers[kill % 2] = await start();
  }
  const all = keys.flatMap((key) => [`case/sla.at_risk ${key}`, `case/sla.breached ${key}`]);
  await until('all are told of', async () => (await told()).size === all.length);
  expect([...(await told())].sort()).toEqual(all.map((event) => [event, 1]).sort());
}, 300_000);
