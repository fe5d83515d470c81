import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OktaEmulator, oktaEvent, oktaHookBody, startOkta } from '#e2e/vendors/okta.ts';
import { deliveries, outbox, vendorLogs } from '../db/schema/index.ts';
import { SHIPPED_EVENT_TYPES } from '../domain/okta/suspicious-events.ts';
import { updateAutomation } from '../services/automations/patch.ts';
import { useEncryptionKey } from '../services/connectors/box.ts';
import { getConnector } from '../services/connectors/get.ts';
import { putConnector } from '../services/connectors/put.ts';
import { acceptOktaEvents } from '../services/deliveries/accept-okta.ts';
import { as, ctxOf, testFloor } from '../services/testing/fixtures.ts';
import { readOktaLog } from './read-okta-log.ts';

const floor = testFloor();
const LOCAL = ['127.0.0.0/8'];
let okta: OktaEmulator;

beforeAll(async () => {
  useEncryptionKey('11'.repeat(32));
  okta = await startOkta();
  await putConnector({
    ctx: admin(),
    input: { id: 'okta', enabled: true, baseUrl: okta.url, credentials: { apiToken: okta.apiToken } },
  });
});
afterAll(() => okta.close());
beforeEach(async () => {
  okta.mode = 'ok';
  await readAll();
});

const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());
const asOkta = (now = new Date()) => ctxOf(floor.db, { kind: 'vendor', id: 'okta', name: 'okta' }, now);
const read = (now: Date = new Date(), atStart = true) =>
  readOktaLog(asOkta(now), { allowedNetworks: LOCAL, now: atStart });

/** Reads to the end of the log; answers how many events were news. */
async function readAll(): Promise<number> {
  let caught = 0;
  for (;;) {
    const reading = await read();
    caught += reading.caught;
    if (!reading.more) return caught;
  }
}

/** Events as they are written to the log now. */
const fresh = (count: number, more: Parameters<typeof oktaEvent>[1] = {}) =>
  Array.from({ length: count }, () =>
    oktaEvent(0, { uuid: randomUUID(), published: new Date().toISOString(), ...more }),
  );
const write = (...events: ReturnType<typeof oktaEvent>[]) => {
  okta.log.push(...events);
  return events.map(({ uuid }) => uuid);
};
const push = (events: unknown[]) =>
  acceptOktaEvents({
    ctx: asOkta(),
    input: { raw: Buffer.from(JSON.stringify(oktaHookBody(events, okta.url))), receivedAt: new Date() },
  });

async function outcomesOf(uuids: string[]): Promise<string[][]> {
  const rows = await floor.db
    .select({ key: deliveries.objectKey, outcome: deliveries.outcome })
    .from(deliveries)
    .orderBy(deliveries.seq);
  return uuids.map((uuid) => rows.filter(({ key }) => key === uuid).map(({ outcome }) => outcome));
}
const standing = async () => (await floor.db.select().from(vendorLogs))[0]!;

test('what the hook has not brought is taken, each event once, and the rest is known', async () => {
  const brought = fresh(2);
  write(...brought);
  await push(brought);
  const missed = write(...fresh(3));
  expect(await readAll()).toBe(3);
  expect(await outcomesOf(missed)).toEqual([['accepted'], ['accepted'], ['accepted']]);
  expect(await outcomesOf(brought.map(({ uuid }) => uuid))).toEqual([['accepted'], ['accepted']]);
  const told = await floor.db.select().from(outbox).where(eq(outbox.name, 'okta/event.received'));
  expect(told.filter(({ data }) => missed.includes(String(data.objectKey)))).toHaveLength(3);

  // The hook's retry comes after the reading.
  await push(okta.log.filter(({ uuid }) => uuid === missed[0]));
  expect(await outcomesOf(missed.slice(0, 1))).toEqual([['accepted', 'duplicate']]);
  expect(await readAll()).toBe(0);
});

test('it asks for the suspicious types alone, and takes of them what is suspicious', async () => {
  const ended = write(...fresh(1, { eventType: 'user.session.end' }));
  const mild = write(
    ...fresh(1, { eventType: 'user.session.start', debugContext: { debugData: { risk: '{level=LOW}' } } }),
  );
  expect(await readAll()).toBe(0);
  expect(await outcomesOf([...ended, ...mild])).toEqual([[], []]);

  await updateAutomation({
    ctx: admin(),
    input: { id: 'okta-suspicious-activity', patch: { parameters: { eventTypes: ['user.session.end'] } } },
  });
  expect(await readAll()).toBe(1);
  expect(await outcomesOf(ended)).toEqual([['accepted']]);
  expect(new URLSearchParams(okta.requests.findLast(({ path }) => path === '/api/v1/logs')!.query).get('filter')).toBe(
    'eventType eq "user.session.end"',
  );
  await updateAutomation({
    ctx: admin(),
    input: { id: 'okta-suspicious-activity', patch: { parameters: { eventTypes: [...SHIPPED_EVENT_TYPES] } } },
  });
});

test('two that read the same page at once take it once', async () => {
  const uuids = write(...fresh(5));
  const readings = await Promise.all([read(), read(), read()]);
  expect(readings.reduce((sum, { caught }) => sum + caught, 0)).toBe(5);
  expect(await outcomesOf(uuids)).toEqual(uuids.map(() => ['accepted']));
});

test('a page whose transaction is lost is read again', async () => {
  const uuids = write(...fresh(2));
  const before = await standing();
  // The events are stored by then: where the reading stands is written last.
  await floor.db.execute(sql`alter table vendor_logs add constraint broken check (read_at is null) not valid`);
  await expect(read()).rejects.toThrow();
  await floor.db.execute(sql`alter table vendor_logs drop constraint broken`);
  expect(await standing()).toMatchObject({ cursor: before.cursor });
  expect(await outcomesOf(uuids)).toEqual([[], []]);
  expect(await readAll()).toBe(2);
});

test('a cursor that Okta no longer knows: it goes on from what was read last', async () => {
  const uuids = write(...fresh(1));
  await readAll();
  await floor.db.update(vendorLogs).set({ cursor: 'after=1_999999&limit=1000' });
  const more = write(...fresh(1));
  expect(await readAll()).toBe(1);
  expect(await outcomesOf([...uuids, ...more])).toEqual([['accepted'], ['accepted']]);
});

describe('when it reads', () => {
  test('not before its time is over, unless it has just been started', async () => {
    await readAll();
    const calls = okta.requests.length;
    const { readAt } = await standing();
    const later = (seconds: number) => new Date(readAt!.getTime() + seconds * 1000);
    await read(later(59), false);
    expect(okta.requests).toHaveLength(calls);
    await read(later(60), false);
    expect(okta.requests).toHaveLength(calls + 1);
    await read(later(61), true);
    expect(okta.requests).toHaveLength(calls + 2);
  });

  test('an Okta that fails or limits loses nothing, and the connector says so', async () => {
    const uuids = write(...fresh(1));
    okta.mode = 'rate-limited';
    const limited = await read();
    expect(limited.restMs).toBeGreaterThan(1_000);
    okta.mode = 'down';
    expect(await read()).toEqual({ caught: 0, more: false, restMs: 60_000 });
    const view = () => getConnector({ ctx: admin(), input: { id: 'okta' } });
    expect((await view()).log).toMatchObject({ problem: expect.stringContaining('500'), everySeconds: 60 });
    okta.mode = 'ok';
    expect(await readAll()).toBe(1);
    expect(await outcomesOf(uuids)).toEqual([['accepted']]);
    expect((await view()).log).toMatchObject({ problem: null, caughtAt: expect.any(String) });
  });

  test('not at all while the connector is off', async () => {
    await putConnector({ ctx: admin(), input: { id: 'okta', enabled: false } });
    const calls = okta.requests.length;
    write(...fresh(1));
    expect(await read()).toEqual({ caught: 0, more: false, restMs: 0 });
    expect(okta.requests).toHaveLength(calls);
    await putConnector({ ctx: admin(), input: { id: 'okta', enabled: true } });
    expect(await readAll()).toBe(1);
  });
});
