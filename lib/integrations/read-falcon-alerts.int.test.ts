import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { deliveries, outbox, vendorLogs } from '../db/schema/index.ts';
import { updateAutomation } from '../services/automations/patch.ts';
import { useEncryptionKey } from '../services/connectors/box.ts';
import { getConnector } from '../services/connectors/get.ts';
import { putConnector } from '../services/connectors/put.ts';
import { acceptDelivery } from '../services/deliveries/accept.ts';
import { as, ctxOf, testFloor } from '../services/testing/fixtures.ts';
import { readFalconAlerts } from './read-falcon-alerts.ts';
import { testConnector } from './test-connector.ts';

const floor = testFloor();
const LOCAL = ['127.0.0.0/8'];
let falcon: FalconEmulator;

beforeAll(async () => {
  useEncryptionKey('12'.repeat(32));
  falcon = await startCrowdStrike();
  const credentials = { clientId: falcon.clientId, clientSecret: falcon.clientSecret };
  await putConnector({ ctx: admin(), input: { id: 'crowdstrike', enabled: true, baseUrl: falcon.url, credentials } });
});
afterAll(() => falcon.close());
beforeEach(async () => {
  falcon.mode = 'ok';
  falcon.remaining = 6_000;
  falcon.outages.always = null;
  falcon.alerts.clear();
  await readAll();
});

const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());
const asFalcon = (now = new Date()) => ctxOf(floor.db, { kind: 'vendor', id: 'crowdstrike', name: 'crowdstrike' }, now);
const read = (now = new Date(), atStart = true) =>
  readFalconAlerts(asFalcon(now), { allowedNetworks: LOCAL, now: atStart });

/** Reads to the end; answers how many states of alerts were news. */
async function readAll(): Promise<number> {
  let caught = 0;
  for (;;) {
    const reading = await read();
    caught += reading.caught;
    if (!reading.more) return caught;
  }
}

const write = (count: number, at = new Date(), overrides = {}) =>
  Array.from({ length: count }, () => falcon.addAlert({ at }, overrides).composite_id);
const push = (alert: unknown) =>
  acceptDelivery({
    ctx: asFalcon(),
    input: {
      ...{ connectorId: 'crowdstrike', vendor: 'crowdstrike', receivedAt: new Date() },
      raw: Buffer.from(JSON.stringify(alert)),
    },
  });

async function outcomesOf(ids: string[]): Promise<string[][]> {
  const rows = await floor.db
    .select({ key: deliveries.objectKey, outcome: deliveries.outcome })
    .from(deliveries)
    .where(eq(deliveries.connectorId, 'crowdstrike'))
    .orderBy(deliveries.seq);
  return ids.map((id) => rows.filter(({ key }) => key === id).map(({ outcome }) => outcome));
}
const standing = async () => (await floor.db.select().from(vendorLogs))[0]!;
const once = (ids: string[]) => ids.map(() => ['accepted']);

test('each state of an alert is taken once, whether the hook or the reading brought it', async () => {
  const brought = falcon.addAlert();
  await push(brought);
  const missed = write(3);
  expect(await readAll()).toBe(3);
  expect(await outcomesOf([brought.composite_id, ...missed])).toEqual(once([brought.composite_id, ...missed]));
  const told = await floor.db.select().from(outbox).where(eq(outbox.name, 'crowdstrike/alert.received'));
  expect(told.filter(({ data }) => missed.includes(String(data.objectKey)))).toHaveLength(3);

  // The hook comes after the reading, and writes the time with other digits.
  const late = falcon.alerts.get(missed[0]!)!;
  expect(
    (await push({ alert: { ...late, updated_timestamp: new Date(late.updated_timestamp).toISOString() } })).duplicate,
  ).toBe(true);
  expect(await readAll()).toBe(0);

  falcon.touchAlert(missed[1]!, { status: 'in_progress' });
  expect(await readAll()).toBe(1);
  expect((await push(falcon.alerts.get(missed[1]!)!)).duplicate).toBe(true);
  expect(await outcomesOf([missed[1]!])).toEqual([['accepted', 'accepted', 'duplicate']]);
});

test('more than a page with one time to all of them: none is lost, none comes twice', async () => {
  const at = new Date();
  const ids = write(450, at, { updated_timestamp: at.toISOString() });
  expect(await readAll()).toBe(450);
  expect(await outcomesOf(ids)).toEqual(once(ids));
  expect(await readAll()).toBe(0);
});

test('one that is found minutes after the time of its update is taken', async () => {
  write(1);
  await readAll();
  const ids = write(1, new Date(Date.now() - 4 * 60_000));
  expect(await readAll()).toBe(1);
  expect(await outcomesOf(ids)).toEqual(once(ids));
});

test('a clock of Falcon’s that is ahead hides nothing that comes after it', async () => {
  write(1, new Date(Date.now() + 3_600_000));
  expect(await readAll()).toBe(1);
  const ids = write(2);
  expect(await readAll()).toBe(2);
  expect(await outcomesOf(ids)).toEqual(once(ids));
});

test('readers at once take a page once', async () => {
  const ids = write(250);
  await Promise.all([read(), read(), read()]);
  await readAll();
  expect(await outcomesOf(ids)).toEqual(once(ids));
});

test('a page whose transaction is lost is read again, and so is what a dead reader had in hand', async () => {
  const ids = write(450);
  await floor.db.execute(sql`alter table vendor_logs add constraint broken check (cursor is null) not valid`);
  await expect(read()).rejects.toThrow();
  await floor.db.execute(sql`alter table vendor_logs drop constraint broken`);
  expect(await outcomesOf(ids)).toEqual(ids.map(() => []));
  // The first page is stored; then Falcon fails, and what stood on that page changes before it is listed again.
  falcon.outages.next = [null, null, null, 'unavailable'];
  expect((await read()).restMs).toBeGreaterThan(0);
  expect((await standing()).cursor).not.toBeNull();
  expect((await outcomesOf(ids)).flat()).toHaveLength(200);
  for (const id of ids.slice(0, 30)) falcon.touchAlert(id, { status: 'in_progress' });
  await readAll();
  expect(await outcomesOf(ids)).toEqual([
    ...ids.slice(0, 30).map(() => ['accepted', 'accepted']),
    ...once(ids.slice(30)),
  ]);
});

test('a backlog of several lists is taken whole, whatever changes while it is read', async () => {
  const at = Date.now() - 60_000;
  const ids = Array.from({ length: 2_300 }, (_, n) => write(1, new Date(at + n))[0]!);
  const first = await read();
  expect(first).toMatchObject({ more: true });
  falcon.touchAlert(ids[10]!, { status: 'closed' });
  falcon.touchAlert(ids[2_200]!, { status: 'closed' });
  await readAll();
  const outcomes = await outcomesOf(ids);
  expect(outcomes[10]).toEqual(['accepted', 'accepted']);
  expect(outcomes.toSpliced(10, 1)).toEqual(once(ids.toSpliced(10, 1)));
});

test('what was found behind a sweep that lay still for hours is taken by the next', async () => {
  const start = new Date(Date.now() - 3 * 3_600_000);
  const before = (seconds: number) => new Date(start.getTime() - seconds * 1_000);
  await floor.db.update(vendorLogs).set({ since: before(600), cursor: null });
  const ids = write(250, before(60));
  falcon.outages.next = [null, null, null, 'unavailable'];
  await read(start);
  expect(await standing()).toMatchObject({ cursor: expect.any(String), since: before(600) });
  ids.push(...write(1, before(120)));
  await readAll();
  await readAll();
  expect(await outcomesOf(ids)).toEqual(once(ids));
});

test('what Falcon could not show this time is told, and asked for again', async () => {
  const ids = write(450);
  falcon.mode = 'partial';
  const reading = await read();
  expect(reading).toMatchObject({ caught: 225, more: false, restMs: expect.any(Number) });
  expect(reading.restMs).toBeGreaterThan(0);
  const { log } = await getConnector({ ctx: admin(), input: { id: 'crowdstrike' } });
  expect(log?.problem).toContain('a shard did not answer');
  falcon.mode = 'ok';
  await readAll();
  expect(await outcomesOf(ids)).toEqual(once(ids));
});

test('no session is left behind, whatever became of the reading', async () => {
  falcon.mode = 'down';
  await read();
  falcon.mode = 'rate-limited';
  await read();
  falcon.mode = 'ok';
  write(3);
  await readAll();
  expect(falcon.tokens.live()).toBe(0);
  expect(falcon.tokens.revoked).toBe(falcon.tokens.issued);
});

describe('what is read', () => {
  const set = (parameters: Record<string, unknown>) =>
    updateAutomation({ ctx: admin(), input: { id: 'crowdstrike-alert', patch: { parameters } } });

  test('what the administrator’s filter fits', async () => {
    await set({ alertFilter: "severity:>=60+product:'epp'" });
    const [dump] = [falcon.addAlert({ story: 'credentialDumping' }), falcon.addAlert({ story: 'priceUpdate' })];
    expect(await readAll()).toBe(1);
    expect(await outcomesOf([dump.composite_id])).toEqual(once([dump.composite_id]));
    await set({ alertFilter: 'severity:>>60' });
    await read();
    const view = await getConnector({ ctx: admin(), input: { id: 'crowdstrike' } });
    expect(view.log?.problem).toContain('invalid filter');
    await set({ alertFilter: '' });
    expect(await readAll()).toBe(1);
  });

  test('nothing before its time, while it is off, or while the connector is', async () => {
    await readAll();
    const sessions = falcon.tokens.issued;
    const { readAt } = await standing();
    await read(new Date(readAt!.getTime() + 59_000), false);
    expect(falcon.tokens.issued).toBe(sessions);
    await read(new Date(readAt!.getTime() + 60_000), false);
    expect(falcon.tokens.issued).toBe(sessions + 1);
    await putConnector({ ctx: admin(), input: { id: 'crowdstrike', enabled: true, settings: { webhookOnly: true } } });
    await read();
    await putConnector({ ctx: admin(), input: { id: 'crowdstrike', enabled: false, settings: {} } });
    await read();
    expect(falcon.tokens.issued).toBe(sessions + 1);
    await putConnector({ ctx: admin(), input: { id: 'crowdstrike', enabled: true } });
    expect((await read()).caught).toBe(0);
    expect(falcon.tokens.issued).toBe(sessions + 2);
  });

  test('a limit says how long to rest', async () => {
    falcon.mode = 'rate-limited';
    const { restMs } = await read();
    expect(restMs).toBeGreaterThan(20_000);
  });
});

test('the connector’s test opens a session, and ends it', async () => {
  write(2);
  const run = () => testConnector({ ctx: admin(), input: { id: 'crowdstrike', allowedNetworks: LOCAL } });
  expect(await run()).toMatchObject({
    ok: true,
    message: expect.stringMatching(/^Signed in\. There are \d+ alerts\.$/),
  });
  falcon.mode = 'no-cases';
  expect(await run()).toMatchObject({ ok: false, message: expect.stringContaining('Cases: read') });
  falcon.mode = 'forbidden';
  expect(await run()).toMatchObject({ ok: false, message: expect.stringContaining('Alerts: read') });
  expect(falcon.tokens.live()).toBe(0);
  const other = and(eq(deliveries.connectorId, 'crowdstrike'), eq(deliveries.outcome, 'quarantined'));
  expect(await floor.db.$count(deliveries, other)).toBe(0);
});
