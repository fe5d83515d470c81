import { describe, expect, test } from 'vitest';
import { getDelivery } from './get.ts';
import { listDeliveries } from './list.ts';
import { redeliverDelivery } from './redeliver.ts';
import { issue, person, testIntake } from './testing/intake.ts';

const { caseOf, ctx, send } = testIntake();

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
