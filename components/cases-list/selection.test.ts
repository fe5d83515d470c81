import { expect, test } from 'vitest';
import { nextKey } from './selection.ts';

/** Capital letters are ghosts. */
const rows = (text: string) =>
  [...text].map((letter) => ({ item: { key: letter.toLowerCase() }, ghost: letter !== letter.toLowerCase() }));

test.each([
  ['nothing selected: the first', 'abc', null, 1, 'a'],
  ['down', 'abc', 'a', 1, 'b'],
  ['up', 'abc', 'c', -1, 'b'],
  ['at the end', 'abc', 'c', 1, null],
  ['at the top', 'abc', 'a', -1, null],
  ['over a ghost', 'aBc', 'a', 1, 'c'],
  ['away from a ghost: to its neighbour', 'aBc', 'b', 1, 'c'],
  ['no row', '', null, 1, null],
  ['one that is not shown', 'Abc', 'q', 1, 'b'],
] as const)('%s', (_, shown, key, by, next) => {
  expect(nextKey(rows(shown), key, by)).toBe(next);
});
