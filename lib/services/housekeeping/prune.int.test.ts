import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { effects, idempotencyKeys, presence, signInAttempts } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { openCase } from '../cases/open.ts';
import { after, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
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
  await floor.db.execute(
    sql`insert into effects (key, created_at) select 'many ' || n, ${days(40).toISOString()}::timestamptz from generate_series(1, 5001) n`,
  );
  await floor.db.insert(signInAttempts).values([
    { emailSha256: 'old', tries: 9, updatedAt: days(1.1) },
    { emailSha256: 'young', tries: 9, updatedAt: days(0.9) },
  ]);
  const { key } = await openCase({
    ctx: ctxOf(floor.db, SYSTEM),
    input: { fields: { title: 'Case', severity: 'low' } },
  });
  const page = { caseId: (await rowOf(floor.db, key)).id, memberId: floor.people.analyst.id };
  await floor.db.insert(presence).values([
    { ...page, page: 'old', seenAt: days(1.1) },
    { ...page, page: 'young', seenAt: days(0.9) },
  ]);
  await prune(floor.db, NOW);
  expect((await floor.db.select().from(effects)).map((row) => row.key)).toEqual(['young']);
  expect((await floor.db.select().from(idempotencyKeys)).map((row) => row.key)).toEqual(['young']);
  expect((await floor.db.select().from(signInAttempts)).map((row) => row.emailSha256)).toEqual(['young']);
  expect((await floor.db.select().from(presence)).map((row) => row.page)).toEqual(['young']);
});
