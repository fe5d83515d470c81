import { desc, gt, lt, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { audit } from '../../db/schema/index.ts';
import { NOW, testFloor } from '../testing/fixtures.ts';
import { decodeCursor, encodeCursor, pageFrom } from './keyset.ts';
import { COUNT_CAP, countUpTo } from './page.ts';
import { idSince } from './since.ts';

const floor = testFloor();

test.each([
  [COUNT_CAP - 1, { value: COUNT_CAP - 1, capped: false }],
  [COUNT_CAP, { value: COUNT_CAP, capped: false }],
  [COUNT_CAP + 1, { value: COUNT_CAP, capped: true }],
])('%i rows are counted as %j', async (rows, count) => {
  expect(await countUpTo(floor.db, sql`generate_series(1, ${sql.raw(String(rows))}) as g`, undefined)).toEqual(count);
});

const row = (at: Date) => ({
  id: newId(at.getTime()),
  at,
  actor: { kind: 'system' as const, id: 'system', name: 'Watchfloor' },
  action: 'test',
  entity: 'test',
  entityId: 'x',
  diff: {},
});

test('a list by seq is walked to its end, and knows its own cursors', async () => {
  await floor.db.insert(audit).values(Array.from({ length: 7 }, () => row(NOW)));
  const walked: number[] = [];
  let cursor: string | undefined;
  do {
    const after = decodeCursor(cursor, ['integer']);
    const rows = await floor.db
      .select()
      .from(audit)
      .where(after && lt(audit.seq, Number(after[0])))
      .orderBy(desc(audit.seq))
      .limit(4);
    const page = pageFrom(
      rows,
      3,
      (one) => [one.seq],
      (shown) => shown,
      { value: rows.length, capped: false },
    );
    walked.push(...page.items.map((one) => one.seq));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(walked).toEqual(walked.toSorted((a, b) => b - a));
  expect(walked).toHaveLength(7);
  for (const foreign of ['0', '-1', 'abc', encodeCursor([-1]), encodeCursor(['1']), encodeCursor([1, 1])])
    expect(() => decodeCursor(foreign, ['integer'])).toThrow('not a cursor');
});

test('rows are found by the time in their ids', async () => {
  const later = new Date(Date.now() + 3_600_000);
  await floor.db.insert(audit).values(row(later));
  const since = (at: Date) =>
    floor.db
      .select()
      .from(audit)
      .where(gt(audit.id, idSince(at)));
  expect(await since(later)).toHaveLength(1);
  expect(await since(new Date(later.getTime() + 1))).toHaveLength(0);
  expect(idSince(new Date(-5))).toBe('00000000-0000-7000-8000-000000000000');
});
