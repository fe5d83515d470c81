import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '#lib/db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import { requestCheck } from '#lib/services/health/request-check.ts';
import { firstRun } from '#lib/services/setup/first-run.ts';
import { randomOf } from './support/random.ts';
import { until } from './support/until.ts';
import { startWorker, type WorkerProcess } from './support/worker-process.ts';
import { FALCON_STORY_NAMES, type FalconEmulator, startCrowdStrike } from './vendors/crowdstrike.ts';

const SEED = 20_261_122;
/** More than a page of the reader. */
const ALERTS = 360;
const TREES = 12;
const KILLS = 6;
/** A worker lives at most so long after it says that it runs. */
const LONGEST_LIFE_MS = 1_500;

/** A machine that does ten other things at once takes minutes. */
const PATIENCE = { timeoutMs: 360_000 };
const FOLLOWING = ['crowdstrike-intel', 'enrich-endpoint', 'enrich-observables'];

let database: TestDatabase;
let falcon: FalconEmulator;
let workerEnv: Record<string, string>;
const alive = new Set<WorkerProcess>();

beforeAll(async () => {
  [database, falcon] = await Promise.all([createTestDatabase(), startCrowdStrike()]);
  const db = drizzle(database.pool, { schema });
  const now = new Date();
  const encryptionKey = randomBytes(32).toString('base64');
  useEncryptionKey(encryptionKey);
  await firstRun(db, { adminEmail: 'admin@shop.example', adminPassword: null, bootstrapApiKey: null, now });
  falcon.remaining = 1_000_000;
  const parameters = { minimumSeverity: 'informational' as const };
  await db.insert(schema.automations).values([
    { id: 'crowdstrike-alert', enabled: true, parameters, updatedAt: now },
    // What follows about each alert, and is more work than the alert itself, is of other tests.
    ...FOLLOWING.map((id) => ({ id, enabled: false, parameters: {}, updatedAt: now })),
  ]);
  // Each start reads at once. Reading the same pages again every moment is work that the alerts would wait for.
  await putConnector({
    ctx: { db, actor: SYSTEM, now },
    input: {
      ...{ id: 'crowdstrike', enabled: true, baseUrl: falcon.url, settings: { readLogSeconds: 30 } },
      credentials: { clientId: falcon.clientId, clientSecret: falcon.clientSecret },
    },
  });
  workerEnv = {
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: encryptionKey,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENGINE_EVENT_KEY: randomBytes(12).toString('hex'),
    ENGINE_SIGNING_KEY: `signkey-test-${randomBytes(32).toString('hex')}`,
    CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
});

afterAll(async () => {
  await Promise.all([...alive].map((worker) => worker.kill()));
  await Promise.all([falcon?.close(), database?.drop()]);
});

test('kill -9 of the reader of Falcon’s alerts in the middle of a burst loses none and takes none twice', {
  timeout: 900_000,
}, async () => {
  const random = randomOf(SEED);
  const db = drizzle(database.pool, { schema });
  const ids: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = startWorker(workerEnv);
    alive.add(worker);
    if (kill > 0 && random.next() >= 0.2) await worker.running;
    // The daily check finds the same alerts beside the reader.
    if (kill % 3 === 1) await requestCheck({ ctx: { db, actor: SYSTEM, now: new Date() }, input: {} });
    // A burst, half of it with one time.
    const at = new Date();
    for (let n = 0; n < ALERTS / KILLS; n += 1) {
      const host = random.below(TREES);
      const story = FALCON_STORY_NAMES[n % FALCON_STORY_NAMES.length]!;
      const tied = n % 2 === 0 ? { updated_timestamp: at.toISOString() } : {};
      const alert = falcon.addAlert({ story, host, tree: host, at }, tied);
      ids.push(alert.composite_id);
      if (random.next() < 0.1) {
        const now = new Date();
        const actor = { kind: 'vendor', id: 'crowdstrike', name: 'crowdstrike' } as const;
        const raw = Buffer.from(JSON.stringify({ alert }));
        const input = { connectorId: 'crowdstrike', vendor: 'crowdstrike', raw, receivedAt: now };
        await acceptDelivery({ ctx: { db, actor, now }, input });
      }
    }
    await wait(random.below(LONGEST_LIFE_MS));
    await worker.kill();
    alive.delete(worker);
  }

  const byTheDead = (await rows<{ key: string }>(`select object_key as key from deliveries`)).length;
  expect(byTheDead).toBeGreaterThan(0);
  expect(byTheDead).toBeLessThan(ALERTS);
  const survivor = startWorker(workerEnv);
  alive.add(survivor);
  await survivor.running;
  const accepted = () =>
    rows<{ key: string }>(`select object_key as key from deliveries where outcome = 'accepted' order by 1`);
  const untilAll = (what: string, ask: () => Promise<boolean>) =>
    until(what, ask, PATIENCE).catch(async (error: Error) => {
      throw new Error(`${error.message}. ${await standing(survivor)}`, { cause: error });
    });
  await untilAll('every alert is taken', async () => (await accepted()).length >= ALERTS);
  await untilAll('every alert is on a case', async () => (await onCases()).length >= ALERTS);
  expect((await accepted()).map(({ key }) => key)).toEqual(ids.toSorted());
  const checks = `select count(*)::int as count from runs where automation = 'daily-health-check' and status = 'completed'`;
  await untilAll('every check is over', async () => (await rows<{ count: number }>(checks))[0]!.count === 2);
  expect((await onCases()).map(({ key }) => key)).toEqual(ids.toSorted());
  const trees = new Set([...falcon.alerts.values()].map((alert) => alert.aggregate_id)).size;
  expect(await rows(`select count(*)::int as count from cases`)).toEqual([{ count: trees }]);
  expect(await survivor.stop()).toBe(0);
  alive.delete(survivor);
});

const onCases = () =>
  rows<{ key: string }>(`select vendor_id as key from case_events where vendor = 'crowdstrike' order by 1`);

/** What became of all of it, for whoever has to find out why something is missing. */
async function standing({ errors }: WorkerProcess): Promise<string> {
  const deliveries = await rows(`select outcome, reason, count(*)::int as count from deliveries group by 1, 2`);
  const runs = await rows(
    `select automation, status, error, count(*)::int as count from runs where status <> 'skipped' group by 1, 2, 3`,
  );
  return JSON.stringify({ deliveries, runs, errors });
}

async function rows<T>(text: string): Promise<T[]> {
  return (await database.pool.query(text)).rows as T[];
}
