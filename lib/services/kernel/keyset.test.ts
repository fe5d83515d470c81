import { expect, test } from 'vitest';
import { type CursorKind, decodeCursor, encodeCursor, pageFrom } from './keyset.ts';

const ID = '00000000-0000-7000-8000-000000000000';

test.each([
  [
    ['2026-01-12T12:00:00.000Z', ID],
    ['moment', 'uuid'],
  ],
  [
    ['infinity', 3],
    ['due', 'integer'],
  ],
  [
    ['2026-01-12T12:00:00.000Z', 3],
    ['due', 'integer'],
  ],
  [
    ['any text', 0],
    ['text', 'integer'],
  ],
] as [(string | number)[], CursorKind[]][])('%j comes back as %j', (values, kinds) => {
  expect(decodeCursor(encodeCursor(values), kinds)).toEqual(values);
});

test.each([
  [
    ['infinity', ID],
    ['moment', 'uuid'],
  ],
  [
    ['2026-01-12', ID],
    ['moment', 'uuid'],
  ],
  [
    ['2026-13-12T12:00:00.000Z', ID],
    ['moment', 'uuid'],
  ],
  [
    ['2026-01-12T12:00:00.000Z', 'x'],
    ['moment', 'uuid'],
  ],
  [['3'], ['integer']],
  [[-3], ['integer']],
  [[2 ** 60], ['integer']],
  [[null], ['text']],
  [['a', 'b'], ['text']],
  [[], ['text']],
] as [(string | number | null)[], CursorKind[]][])('%j is refused as %j', (values, kinds) => {
  expect(() => decodeCursor(encodeCursor(values), kinds)).toThrow('not a cursor');
});

test('no cursor is the first page', () => {
  expect(decodeCursor(undefined, ['text'])).toBeUndefined();
  expect(decodeCursor('', ['text'])).toBeUndefined();
});

test.each([
  [3, [1, 2, 3], null],
  [2, [1, 2], encodeCursor([2])],
])('a page of %i of three', (limit, items, nextCursor) => {
  const count = { value: 3, capped: false };
  const rows = [1, 2, 3].slice(0, limit + 1);
  expect(
    pageFrom(
      rows,
      limit,
      (row) => [row],
      (shown) => shown,
      count,
    ),
  ).toEqual({ items, nextCursor, count });
});
