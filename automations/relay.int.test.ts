import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as schema from '#lib/db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { log } from '#lib/log.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import type { OutgoingEvent } from './hand-over.ts';
import type { Loop } from './loop.ts';
import { startRelay } from './relay.ts';

let database: TestDatabase;
let relay: Loop | undefined;
beforeAll(async () => {
  log.level = 'silent';
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate deliveries, vendor_objects, outbox, runs cascade'));

const db = () => drizzle(database.pool, { schema });
const deliver = (id: string) =>
  acceptDelivery({
    ctx: { db: db(), actor: { kind: 'vendor', id: 'generic/till', name: 'till' }, now: new Date() },
    input: {
      connectorId: 'generic/till',
      vendor: 'generic',
      raw: Buffer.from(JSON.stringify({ id, title: 't' })),
      receivedAt: new Date(),
    },
  });
const rows = async (query: string) => (await database.pool.query(query)).rows;

/** Runs the relay until the condition holds. */
async function until(send: (events: OutgoingEvent[]) => Promise<void>, holds: () => Promise<void>) {
  relay = startRelay(database.url, { db: db(), pool: database.pool }, send);
  try {
    await vi.waitFor(holds, { timeout: 60_000, interval: 20 });
  } finally {
    await relay.stop();
  }
}

test('one event that the engine refuses is laid aside with its reason, and holds up no other', async () => {
  await deliver('a');
  const bad = await deliver('bad');
  await deliver('c');
  const [badEvent] = await rows(`select id from outbox where data->>'objectKey' = 'bad'`);
  const sent: string[] = [];
  await until(
    async (events) => {
      if (events.some(({ id }) => id === badEvent.id))
        throw Object.assign(new Error('300000 bytes are more than 256 KB'), { name: 'EventError' });
      sent.push(...events.map(({ data }) => String(data.objectKey)));
    },
    async () => expect(await rows('select 1 from outbox where sent_at is null and failed is null')).toEqual([]),
  );
  expect(sent).toEqual(['a', 'c']);
  const reason = 'The engine does not take the event generic/alert.received: 300000 bytes are more than 256 KB';
  expect(await rows('select id, failed from outbox where sent_at is null')).toEqual([
    { id: badEvent.id, failed: reason },
  ]);
  expect(await rows(`select status, reason, error from runs where event_id = '${badEvent.id}'`)).toEqual([
    { status: 'failed', reason, error: { name: 'EventError', message: '300000 bytes are more than 256 KB' } },
  ]);
  expect(await rows(`select status from runs where event_id <> '${badEvent.id}'`)).toEqual([
    { status: 'queued' },
    { status: 'queued' },
  ]);
  const [delivery] = await rows(`select outcome, reason from deliveries where id = '${bad.deliveryId}'`);
  expect(delivery).toEqual({ outcome: 'quarantined', reason });
  expect((await deliver('bad')).duplicate).toBe(false);
});

test('while the engine takes nothing everything waits, and goes in its order afterwards', async () => {
  for (const id of ['a', 'b', 'c']) await deliver(id);
  let refusals = 0;
  const sent: string[] = [];
  await until(
    async (events) => {
      refusals += 1;
      if (refusals < 6) throw new Error('The engine is away');
      sent.push(...events.map(({ data }) => String(data.objectKey)));
    },
    async () => expect(await rows('select 1 from outbox where sent_at is null')).toEqual([]),
  );
  expect(sent).toEqual(['a', 'b', 'c']);
  expect(await rows('select 1 from outbox where failed is not null')).toEqual([]);
});
