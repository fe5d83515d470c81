import { expect, test } from 'vitest';
import { BULK_CAP } from '#lib/domain/bulk.ts';
import { toggled } from './marks.ts';

const order = ['a', 'b', 'c', 'd', 'e'];

test.each([
  ['one more', 'b', 'd', null, 'bd'],
  ['one less', 'bd', 'd', null, 'b'],
  ['down to it', 'b', 'd', 'b', 'bcd'],
  ['up to it', 'd', 'b', 'd', 'bcd'],
  ['from one that has left', '', 'd', 'x', 'd'],
])('%s', (_, marks, key, from, wanted) => {
  expect([...toggled(new Set(marks), order, key, from)].sort().join('')).toBe(wanted);
});

test('no more than one change may reach', () => {
  const many = Array.from({ length: BULK_CAP + 50 }, (_, n) => `k${n}`);
  expect(toggled(new Set(), many, many.at(-1)!, many[0]!).size).toBe(BULK_CAP);
});
