import { expect, test } from 'vitest';
import { SYSTEM } from '../../domain/actor.ts';
import { getDelivery } from './get.ts';
import { markQuarantined } from './mark-quarantined.ts';
import { readDelivery } from './read.ts';
import { settle } from './settle.ts';
import { issue, minutesAgo, person, testIntake } from './testing/intake.ts';

const intake = testIntake();
const { ctx, send } = intake;

test('filtered, with the value that failed; a replay may accept it; a duplicate stays one', async () => {
  const { deliveryId } = await send(issue('OPEN'));
  const duplicate = await send(issue('OPEN'));
  const outcome = async (id: string) => (await readDelivery(intake.db, id)).outcome;
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
