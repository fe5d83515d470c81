import { expect, test } from 'vitest';
import { effects, idempotencyKeys } from '../../db/schema/index.ts';
import { after, NOW, testFloor } from '../testing/fixtures.ts';
import { prune } from './prune.ts';

const floor = testFloor();
const days = (count: number) => after(-count * 86_400);

test('deletes what is past its time and keeps the rest', async () => {
  await floor.db.insert(effects).values([
    { key: 'old', createdAt: days(31) },
    { key: 'young', createdAt: days(29) },
  ]);
  const request = { actor: 'user:1', requestHash: 'x' };
  await floor.db.insert(idempotencyKeys).values([
    { ...request, key: 'old', createdAt: days(1.1) },
    { ...request, key: 'young', createdAt: days(0.9) },
  ]);
  await prune(floor.db, NOW);
  expect((await floor.db.select().from(effects)).map((row) => row.key)).toEqual(['young']);
  expect((await floor.db.select().from(idempotencyKeys)).map((row) => row.key)).toEqual(['young']);
});
