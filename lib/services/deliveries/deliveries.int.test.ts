import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import * as schema from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import { type Actor, SYSTEM } from '../../domain/actor.ts';
import { WIZ_ISSUE } from '../../domain/mappings/samples.ts';
import { acceptDelivery } from './accept.ts';
import { BodyError } from './body.ts';
import { getDelivery } from './get.ts';
import { listDeliveries } from './list.ts';
import { markQuarantined } from './mark-quarantined.ts';
import { readDelivery } from './read.ts';
import { redeliverDelivery } from './redeliver.ts';
import { redeliverAlike } from './redeliver-alike.ts';
import { createRefusalCounter } from './refusals.ts';
import { settle } from './settle.ts';
import { listSourceHealth } from './sources.ts';

const VENDOR: Actor = { kind: 'vendor', id: 'wiz', name: 'Wiz' };
const person = (role: 'admin' | 'lead' | 'analyst' | 'viewer'): Actor => ({
  kind: 'user',
  id: newId(),
  name: 'Ada',
  role,
});
const NOW = new Date();
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

let database: TestDatabase;
let db: ReturnType<typeof connectTo>;
const connectTo = (from: TestDatabase) => drizzle(from.pool, { schema });

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query(
    'truncate deliveries, vendor_objects, outbox, runs, connectors, intake_counters, audit, cases, effects cascade',
  );
  db = connectTo(database);
});

const ctx = (actor: Actor, now = NOW) => ({ db, actor, now });
const issue = (status: string, id = 'issue-1') => ({
  ...WIZ_ISSUE,
  issue: { ...WIZ_ISSUE.issue, id, status },
});
const send = (body: unknown, connectorId = 'wiz', receivedAt = NOW) =>
  acceptDelivery({
    ctx: ctx(VENDOR, receivedAt),
    input: {
      connectorId,
      vendor: connectorId.split('/')[0]!,
      raw: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      receivedAt,
    },
  });
const rows = async (query: string) => (await database.pool.query(query)).rows;
const counts = async () =>
  (
    await rows(`select (select count(*)::int from deliveries) deliveries, (select count(*)::int from outbox) events,
    (select count(*)::int from runs) runs`)
  )[0];

async function caseOf(deliveryId: string, { restricted = false } = {}) {
  const id = newId();
  const { rows: made } = await database.pool.query(
    `insert into cases
       (id, title, severity, severity_rank, state, stage, queue, restricted, started_at, created_by, created_at, updated_at)
     values ($1, 't', 'high', 3, 'new', 'new', 'triage', $2, now(), '{}', now(), now()) returning number`,
    [id, restricted],
  );
  await database.pool.query(
    `insert into case_events (id, case_id, vendor, vendor_id, delivery_id, title, at, received_at, raw)
     values ($1, $2, 'wiz', 'issue-1', $3, 't', now(), now(), '{}')`,
    [newId(), id, deliveryId],
  );
  return `CASE-${made[0].number}`;
}

describe('accept', () => {
  test('stores the delivery, its event and the run of each subscriber together', async () => {
    const accepted = await send(issue('OPEN'));
    expect(accepted).toMatchObject({ duplicate: false, outcome: 'accepted' });
    const [event] = await rows('select * from outbox');
    expect(event).toMatchObject({ name: 'wiz/issue.received', sent_at: null });
    expect(event.data).toEqual({
      deliveryId: accepted.deliveryId,
      connector: 'wiz',
      objectKey: 'issue-1',
      receivedAt: NOW.toISOString(),
      cause: [],
    });
    const [run] = await rows('select * from runs');
    expect(run).toMatchObject({
      automation: 'wiz-incident',
      event_id: event.id,
      delivery_id: accepted.deliveryId,
      status: 'queued',
    });
    const view = await getDelivery({ ctx: ctx(person('analyst')), input: { id: accepted.deliveryId } });
    expect(view).toMatchObject({ outcome: 'accepted', objectKey: 'issue-1', runs: [run.id], cases: [] });
    expect(view.body).toBe(JSON.stringify(issue('OPEN')));
  });

  test('equal to the latest accepted event of its object is a duplicate, however it is written', async () => {
    await send(issue('OPEN'));
    const reordered = Object.fromEntries(Object.entries(issue('OPEN')).reverse());
    expect(await send(JSON.stringify(reordered, null, 2))).toMatchObject({ duplicate: true, outcome: 'duplicate' });
    expect((await send(issue('OPEN', 'issue-2'))).duplicate).toBe(false);
    expect(await counts()).toEqual({ deliveries: 3, events: 2, runs: 2 });
  });

  test('a second REOPENED after a RESOLVED is news', async () => {
    const outcomes = [];
    for (const status of ['OPEN', 'OPEN', 'RESOLVED', 'OPEN', 'RESOLVED', 'RESOLVED'])
      outcomes.push((await send(issue(status))).outcome);
    expect(outcomes).toEqual(['accepted', 'duplicate', 'accepted', 'accepted', 'accepted', 'duplicate']);
  });

  test('of equal deliveries at once exactly one is accepted', async () => {
    const objects = ['a', 'b', 'c'];
    const sent = await Promise.all(
      Array.from({ length: 60 }, (_, n) => send(issue('OPEN', objects[n % objects.length]!))),
    );
    expect(sent.filter(({ duplicate }) => !duplicate)).toHaveLength(objects.length);
    expect(await counts()).toEqual({ deliveries: 60, events: objects.length, runs: objects.length });
  });

  test('of different events of one object at once all are accepted, and the last one written is what a duplicate equals', async () => {
    const sent = await Promise.all(Array.from({ length: 20 }, (_, n) => send(issue(`STATUS_${n}`))));
    expect(sent.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    const [latest] = await rows('select d.body from vendor_objects v join deliveries d on d.id = v.delivery_id');
    expect((await send(latest.body)).duplicate).toBe(true);
  });

  test('JSON of another shape is quarantined each time, and starts nothing', async () => {
    const first = await send({ hello: 'world' });
    await send({ hello: 'world' });
    expect(first).toMatchObject({ duplicate: false, outcome: 'quarantined' });
    expect(await counts()).toEqual({ deliveries: 2, events: 0, runs: 0 });
    const view = await getDelivery({ ctx: ctx(person('viewer')), input: { id: first.deliveryId } });
    expect(view.reason).toMatch(/\.$/);
  });

  test.each([
    ['not JSON', '{'],
    ['too deep', '['.repeat(65)],
  ])('what is %s leaves nothing', async (_name, body) => {
    await expect(send(body)).rejects.toBeInstanceOf(BodyError);
    expect(await counts()).toEqual({ deliveries: 0, events: 0, runs: 0 });
  });

  test('the row of a source is made at its first delivery, also by many at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => send({ id: n }, 'generic/acme')));
    expect(await rows('select id, vendor, enabled from connectors')).toEqual([
      { id: 'generic/acme', vendor: 'generic', enabled: true },
    ]);
    expect(await rows('select distinct name from outbox')).toEqual([{ name: 'generic/alert.received' }]);
  });

  test('NUL escapes and halves of surrogate pairs are no obstacle', async () => {
    const accepted = await send('{"id":"a\\u0000b\\ud800","text":"\\u0000"}', 'generic/acme');
    expect(accepted.outcome).toBe('accepted');
    expect((await readDelivery(db, accepted.deliveryId)).body).toEqual({ id: 'a\ufffdb\ufffd', text: '\ufffd' });
  });

  test('only a vendor delivers', async () => {
    const input = { connectorId: 'wiz', vendor: 'wiz', raw: Buffer.from('{}'), receivedAt: NOW };
    await expect(acceptDelivery({ ctx: ctx(person('admin')), input })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('redeliver', () => {
  test('is a new delivery that starts its automations again, with the first receipt', async () => {
    const first = await send(issue('OPEN'), 'wiz', minutesAgo(90));
    const again = await redeliverDelivery({ ctx: ctx(person('lead')), input: { id: first.deliveryId } });
    expect(again).toMatchObject({ outcome: 'accepted', redeliveryOf: first.deliveryId });
    expect(again.runs).toHaveLength(1);
    const [event] = await rows(`select data from outbox where data->>'deliveryId' = '${again.id}'`);
    expect(event.data.receivedAt).toBe(minutesAgo(90).toISOString());
    const third = await redeliverDelivery({ ctx: ctx(person('lead')), input: { id: again.id } });
    expect(third.redeliveryOf).toBe(first.deliveryId);
    expect((await readDelivery(db, third.id)).firstReceivedAt).toEqual(minutesAgo(90));
    expect(await rows('select action, entity_id from audit')).toEqual(
      Array(2).fill({ action: 'delivery.redeliver', entity_id: first.deliveryId }),
    );
  });

  test('leads and admins only, and only what is there', async () => {
    const { deliveryId } = await send(issue('OPEN'));
    for (const role of ['analyst', 'viewer'] as const)
      await expect(redeliverDelivery({ ctx: ctx(person(role)), input: { id: deliveryId } })).rejects.toMatchObject({
        code: 'forbidden',
      });
    for (const id of [newId(), 'x'])
      await expect(redeliverDelivery({ ctx: ctx(person('lead')), input: { id } })).rejects.toMatchObject({
        code: 'not_found',
      });
  });

  test('all alike: what is still quarantined, once, also by two at once', async () => {
    const broken = await Promise.all(Array.from({ length: 120 }, (_, n) => send({ id: n }, 'generic/acme')));
    const workflow = ctx(SYSTEM);
    for (const { deliveryId } of broken)
      await markQuarantined({ ctx: workflow, input: { deliveryId, reason: 'No title.' } });
    await send([], 'generic/acme');
    await send({ id: 'fine' }, 'generic/acme');
    await send({ hello: 1 });
    const alike = () => redeliverAlike({ ctx: ctx(person('lead')), input: { connector: 'generic/acme' } });
    const answers = await Promise.all([alike(), alike()]);
    // The list stays quarantined whenever it is tried, so both try it; each of the others is delivered again once.
    expect(answers[0]!.redelivered + answers[1]!.redelivered).toBe(122);
    expect(
      await rows(`select outcome, count(*)::int from deliveries where redelivery_of is not null group by 1 order by 1`),
    ).toEqual([
      { outcome: 'accepted', count: 120 },
      { outcome: 'quarantined', count: 2 },
    ]);
  });
});

test('all alike for one reason: the others stay where they are', async () => {
  const quarantine = async (id: string, reason: string) => {
    const { deliveryId } = await send({ id }, 'generic/acme');
    await markQuarantined({ ctx: ctx(SYSTEM), input: { deliveryId, reason } });
    return deliveryId;
  };
  const title = [await quarantine('a', 'No title.'), await quarantine('b', 'No title.')];
  await quarantine('c', 'No severity.');
  const later = await quarantine('d', 'No severity.');
  const again = await redeliverDelivery({ ctx: ctx(person('lead')), input: { id: later } });
  await markQuarantined({ ctx: ctx(SYSTEM), input: { deliveryId: again.id, reason: 'No title.' } });
  const input = { connector: 'generic/acme', reason: 'No title.' };
  expect(await redeliverAlike({ ctx: ctx(person('lead')), input })).toEqual({ redelivered: 3 });
  const redelivered = await rows(`select redelivery_of as id from deliveries where outcome = 'accepted' order by seq`);
  expect(redelivered.map(({ id }) => id)).toEqual([...title, later]);
  await expect(
    redeliverAlike({ ctx: ctx(person('lead')), input: { connector: 'generic/acme', reason: '' } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/reason' }] });
});

describe('what the workflow makes of a delivery', () => {
  test('filtered, with the value that failed; a replay may accept it; a duplicate stays one', async () => {
    const { deliveryId } = await send(issue('OPEN'));
    const duplicate = await send(issue('OPEN'));
    const outcome = async (id: string) => (await readDelivery(db, id)).outcome;
    await settle(ctx(SYSTEM), 'filtered', { deliveryId, reason: 'Severity LOW is none of HIGH.' });
    expect(await getDelivery({ ctx: ctx(person('viewer')), input: { id: deliveryId } })).toMatchObject({
      outcome: 'filtered',
      reason: 'Severity LOW is none of HIGH.',
    });
    await settle(ctx(SYSTEM), 'filtered', { deliveryId: duplicate.deliveryId, reason: 'x' });
    expect(await outcome(duplicate.deliveryId)).toBe('duplicate');
    await settle(ctx(SYSTEM), 'accepted', { deliveryId, reason: null });
    expect(await outcome(deliveryId)).toBe('accepted');
  });

  test('quarantined: sent again by the vendor it is no duplicate', async () => {
    const { deliveryId } = await send(issue('OPEN'));
    await markQuarantined({ ctx: ctx(SYSTEM), input: { deliveryId, reason: 'No title.' } });
    expect((await send(issue('OPEN'))).duplicate).toBe(false);
    // An old one that is quarantined late leaves the newer event of its object alone.
    await markQuarantined({ ctx: ctx(SYSTEM), input: { deliveryId, reason: 'Still no title.' } });
    expect((await send(issue('OPEN'))).duplicate).toBe(true);
  });

  test('filtered: sent again by the vendor it is no duplicate, for the parameters may be others by then', async () => {
    const { deliveryId } = await send(issue('OPEN'));
    await settle(ctx(SYSTEM), 'filtered', { deliveryId, reason: 'Severity LOW is none of HIGH.' });
    expect((await send(issue('OPEN'))).outcome).toBe('accepted');
  });

  test.each(['filtered', 'quarantined'] as const)(
    '%s: the event accepted before it is again what a duplicate equals',
    async (outcome) => {
      await send(issue('OPEN'), 'wiz', minutesAgo(3));
      const { deliveryId } = await send(issue('RESOLVED'), 'wiz', minutesAgo(2));
      await settle(ctx(SYSTEM), outcome, { deliveryId, reason: 'x' });
      expect((await send(issue('OPEN'), 'wiz', minutesAgo(1))).outcome).toBe('duplicate');
      expect((await send(issue('RESOLVED'))).outcome).toBe('accepted');
    },
  );

  test('one that a later run accepts is what a duplicate equals, unless a newer one is', async () => {
    const old = await send(issue('OPEN'), 'wiz', minutesAgo(3));
    await settle(ctx(SYSTEM), 'filtered', { deliveryId: old.deliveryId, reason: 'x' });
    await settle(ctx(SYSTEM), 'accepted', { deliveryId: old.deliveryId, reason: null });
    expect((await send(issue('OPEN'), 'wiz', minutesAgo(2))).outcome).toBe('duplicate');
    await settle(ctx(SYSTEM), 'filtered', { deliveryId: old.deliveryId, reason: 'x' });
    await send(issue('RESOLVED'), 'wiz', minutesAgo(1));
    await settle(ctx(SYSTEM), 'accepted', { deliveryId: old.deliveryId, reason: null });
    expect((await send(issue('RESOLVED'))).outcome).toBe('duplicate');
  });

  test('an event that comes while the one before it is quarantined is compared with what was accepted', async () => {
    for (let n = 0; n < 15; n += 1) {
      const id = `race-${n}`;
      const first = await send(issue('OPEN', id), 'wiz', minutesAgo(5));
      const { deliveryId } = await send(issue('RESOLVED', id), 'wiz', minutesAgo(4));
      await Promise.all([
        markQuarantined({ ctx: ctx(SYSTEM), input: { deliveryId, reason: 'x' } }),
        send(issue('REOPENED', id), 'wiz', minutesAgo(3)),
      ]);
      expect((await send(issue('REOPENED', id))).outcome).toBe('duplicate');
      expect(first.outcome).toBe('accepted');
    }
  });

  test('a person does not settle deliveries', async () => {
    const { deliveryId } = await send(issue('OPEN'));
    const act = settle(ctx(person('admin')), 'filtered', { deliveryId, reason: 'x' });
    await expect(act).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('who sees what', () => {
  test('a viewer reads no body; a body that is part of a hidden case is hidden', async () => {
    const open = await send(issue('OPEN', 'a'));
    const secret = await send(issue('OPEN', 'b'));
    const key = await caseOf(open.deliveryId);
    await caseOf(secret.deliveryId, { restricted: true });
    const seen = async (role: 'analyst' | 'lead' | 'viewer', id: string) => {
      const view = await getDelivery({ ctx: ctx(person(role)), input: { id } });
      return [view.cases.length, 'body' in view];
    };
    expect(await seen('analyst', open.deliveryId)).toEqual([1, true]);
    expect(await seen('viewer', open.deliveryId)).toEqual([1, false]);
    expect(await seen('analyst', secret.deliveryId)).toEqual([0, false]);
    expect(await seen('lead', secret.deliveryId)).toEqual([1, true]);
    const { items } = await listDeliveries({ ctx: ctx(person('analyst')), input: {} });
    expect(items.map(({ cases }) => cases)).toEqual([[], [key]]);
  });

  test('neither does a duplicate, a redelivery or its first try tell of a hidden case', async () => {
    const secret = await send(issue('OPEN', 'b'));
    const duplicate = await send(issue('OPEN', 'b'));
    const again = await redeliverDelivery({ ctx: ctx(person('lead')), input: { id: secret.deliveryId } });
    await caseOf(again.id, { restricted: true });
    for (const id of [secret.deliveryId, duplicate.deliveryId, again.id]) {
      const view = await getDelivery({ ctx: ctx(person('analyst')), input: { id } });
      expect(view).toMatchObject({ objectKey: null, reason: null, cases: [] });
      expect(view).not.toHaveProperty('body');
      expect(await getDelivery({ ctx: ctx(person('lead')), input: { id } })).toHaveProperty('body');
    }
  });
});

describe('list', () => {
  test('pages newest first, filters, and counts', async () => {
    for (let n = 0; n < 5; n += 1) await send(issue('OPEN', `i-${n}`));
    await send(issue('OPEN', 'i-4'));
    await send({ id: 1 }, 'generic/acme');
    const page = (input: object) => listDeliveries({ ctx: ctx(person('viewer')), input });
    const first = await page({ limit: 4 });
    const second = await page({ limit: '4', cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ objectKey }) => objectKey)).toEqual([
      '1',
      'i-4',
      'i-4',
      'i-3',
      'i-2',
      'i-1',
      'i-0',
    ]);
    expect(second.nextCursor).toBeNull();
    expect(first.count).toEqual({ value: 7, capped: false });
    expect((await page({ outcome: 'duplicate' })).items).toHaveLength(1);
    expect((await page({ connector: 'generic/acme' })).items).toHaveLength(1);
    expect((await page({ vendor: 'wiz' })).count.value).toBe(6);
    await expect(page({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/cursor' }] });
    await expect(page({ colour: 'x' })).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/colour' }] });
  });
});

describe('expected against seen', () => {
  test('a source is silent when nothing came for as long as was expected', async () => {
    const settings = (minutes: number) => JSON.stringify({ expectedEveryMinutes: minutes });
    const add = (id: string, enabled: boolean, minutes: number) =>
      database.pool.query(
        `insert into connectors (id, vendor, enabled, settings, created_at, updated_at) values ($1, 'generic', $2, $3, $4, $4)`,
        [id, enabled, settings(minutes), minutesAgo(100)],
      );
    await add('generic/chatty', true, 30);
    await add('generic/late', true, 30);
    await add('generic/off', false, 30);
    await add('generic/never', true, 90);
    await add('generic/patient', true, 120);
    await send({ id: 1 }, 'generic/late', minutesAgo(45));
    await send({ id: 1 }, 'generic/chatty', minutesAgo(45));
    await send({ id: 2 }, 'generic/chatty', minutesAgo(5));
    const { items } = await listSourceHealth({ ctx: ctx(person('viewer')) });
    expect(items.filter(({ silent }) => silent).map(({ connector }) => connector)).toEqual([
      'generic/late',
      'generic/never',
    ]);
    expect(items.find(({ connector }) => connector === 'generic/chatty')).toEqual({
      connector: 'generic/chatty',
      enabled: true,
      lastSeenAt: minutesAgo(5).toISOString(),
      expectedEveryMinutes: 30,
      silent: false,
      last24h: { accepted: 2 },
    });
    expect(items[0]).toMatchObject({ connector: 'wiz', enabled: false, lastSeenAt: null, silent: false });
  });

  test('refusals are counted in memory, written as one row an hour, and added up over processes', async () => {
    const counters = [createRefusalCounter(db, failed), createRefusalCounter(db, failed)];
    for (const counter of counters) {
      for (let n = 0; n < 100; n += 1) counter.count('wiz', 'unauthenticated', NOW);
      counter.count('wiz', 'too_large', NOW);
    }
    await Promise.all(counters.map((counter) => counter.flush()));
    counters[0]!.count('wiz', 'unauthenticated', NOW);
    await Promise.all(counters.map((counter) => counter.close()));
    expect(await rows('select outcome, count::int from intake_counters order by 1')).toEqual([
      { outcome: 'too_large', count: 2 },
      { outcome: 'unauthenticated', count: 201 },
    ]);
    const { items } = await listSourceHealth({ ctx: ctx(person('viewer')) });
    expect(items[0]).toMatchObject({ connector: 'wiz', last24h: { refused: 203 } });
  });

  test('what could not be written is counted the next time', async () => {
    const counter = createRefusalCounter(db, failed);
    counter.count('wiz', 'bad_body', NOW);
    await database.pool.query('alter table intake_counters rename to elsewhere');
    await expect(counter.flush()).rejects.toThrow();
    await database.pool.query('alter table elsewhere rename to intake_counters');
    await counter.close();
    expect(await rows('select count::int from intake_counters')).toEqual([{ count: 1 }]);
  });
});

const failed = (error: unknown) => {
  throw error;
};
