import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { markQuarantined } from './mark-quarantined.ts';
import { readDelivery } from './read.ts';
import { redeliverDelivery } from './redeliver.ts';
import { redeliverAlike } from './redeliver-alike.ts';
import { issue, minutesAgo, person, testIntake } from './testing/intake.ts';

const intake = testIntake();
const { ctx, rows, send } = intake;

test('is a new delivery that starts its automations again, with the first receipt', async () => {
  const first = await send(issue('OPEN'), 'wiz', minutesAgo(90));
  const again = await redeliverDelivery({ ctx: ctx(person('lead')), input: { id: first.deliveryId } });
  expect(again).toMatchObject({ outcome: 'accepted', redeliveryOf: first.deliveryId });
  expect(again.runs).toHaveLength(1);
  const [event] = await rows(`select data from outbox where data->>'deliveryId' = '${again.id}'`);
  expect(event.data.receivedAt).toBe(minutesAgo(90).toISOString());
  const third = await redeliverDelivery({ ctx: ctx(person('lead')), input: { id: again.id } });
  expect(third.redeliveryOf).toBe(first.deliveryId);
  expect((await readDelivery(intake.db, third.id)).firstReceivedAt).toEqual(minutesAgo(90));
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
