import { expect, test } from 'vitest';
import { acceptDelivery } from './accept.ts';
import { BodyError } from './body.ts';
import { getDelivery } from './get.ts';
import { readDelivery } from './read.ts';
import { issue, NOW, person, testIntake } from './testing/intake.ts';

const intake = testIntake();
const { counts, ctx, rows, send } = intake;

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
  expect((await readDelivery(intake.db, accepted.deliveryId)).body).toEqual({ id: 'a\ufffdb\ufffd', text: '\ufffd' });
});

test('only a vendor delivers', async () => {
  const input = { connectorId: 'wiz', vendor: 'wiz', raw: Buffer.from('{}'), receivedAt: NOW };
  await expect(acceptDelivery({ ctx: ctx(person('admin')), input })).rejects.toMatchObject({ code: 'forbidden' });
});
