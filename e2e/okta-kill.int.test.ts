import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '#lib/db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptOktaEvents } from '#lib/services/deliveries/accept-okta.ts';
import { firstRun } from '#lib/services/setup/first-run.ts';
import { randomOf } from './support/random.ts';
import { until } from './support/until.ts';
import { startWorker, type WorkerProcess } from './support/worker-process.ts';
import { type OktaEmulator, oktaEvent, oktaHookBody, startOkta } from './vendors/okta.ts';

const SEED = 20_260_409;
const EVENTS = 90;
const USERS = 6;
const KILLS = 6;
/** A worker lives at most so long after it says that it runs. */
const LONGEST_LIFE_MS = 1_500;

let database: TestDatabase;
let okta: OktaEmulator;
let workerEnv: Record<string, string>;
const alive = new Set<WorkerProcess>();

beforeAll(async () => {
  [database, okta] = await Promise.all([createTestDatabase(), startOkta()]);
  const db = drizzle(database.pool, { schema });
  const now = new Date();
  const encryptionKey = randomBytes(32).toString('base64');
  useEncryptionKey(encryptionKey);
  await firstRun(db, { adminEmail: 'admin@shop.example', adminPassword: null, bootstrapApiKey: null, now });
  okta.remaining = 1_000_000;
  await putConnector({
    ctx: { db, actor: SYSTEM, now },
    input: {
      id: 'okta',
      enabled: true,
      baseUrl: okta.url,
      credentials: { apiToken: okta.apiToken },
      settings: { readLogSeconds: 5 },
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
  await Promise.all([okta?.close(), database?.drop()]);
});

/** The n-th event of the test, as the log has it. */
function eventOf(n: number) {
  const id = `00u${n % USERS}`;
  const party = {
    ...{ id, type: 'User', alternateId: `user${n % USERS}@shop.example` },
    ...{ displayName: `User ${n % USERS}`, detailEntry: null },
  };
  const published = new Date().toISOString();
  return oktaEvent(0, { uuid: randomUUID(), published, actor: party, target: [party] });
}

test('kill -9 of the reader of the System Log loses no event and takes none twice, whatever the hook brought', {
  timeout: 300_000,
}, async () => {
  const random = randomOf(SEED);
  const db = drizzle(database.pool, { schema });
  const uuids: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = startWorker(workerEnv);
    alive.add(worker);
    for (let n = 0; n < EVENTS / KILLS; n += 1) {
      const event = eventOf(uuids.length);
      okta.log.push(event);
      uuids.push(event.uuid);
      if (random.next() < 0.3) {
        const now = new Date();
        const raw = Buffer.from(JSON.stringify(oktaHookBody([event], okta.url)));
        const actor = { kind: 'vendor', id: 'okta', name: 'okta' } as const;
        await acceptOktaEvents({ ctx: { db, actor, now }, input: { raw, receivedAt: now } });
      }
    }
    if (kill > 0 && random.next() >= 0.2) await worker.running;
    await wait(random.below(LONGEST_LIFE_MS));
    await worker.kill();
    alive.delete(worker);
  }

  const survivor = startWorker(workerEnv);
  alive.add(survivor);
  const accepted = () =>
    rows<{ key: string }>(`select object_key as key from deliveries where outcome = 'accepted' order by 1`);
  await until('every event is taken', async () => (await accepted()).length >= EVENTS, { timeoutMs: 60_000 });
  await until('every event is on a case', async () => (await onCases()).length >= EVENTS, { timeoutMs: 120_000 });
  expect((await accepted()).map(({ key }) => key)).toEqual(uuids.toSorted());
  expect((await onCases()).map(({ key }) => key)).toEqual(uuids.toSorted());
  expect(await survivor.stop()).toBe(0);
  alive.delete(survivor);
});

const onCases = () =>
  rows<{ key: string }>(`select vendor_id as key from case_events where vendor = 'okta' order by 1`);

async function rows<T>(text: string): Promise<T[]> {
  return (await database.pool.query(text)).rows as T[];
}
