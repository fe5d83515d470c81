import { expect, test } from 'vitest';
import { cut } from './text.ts';

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab😀', 3, 'ab'],
  ['ab😀', 4, 'ab😀'],
  ['a😀b', 3, 'a😀'],
])('cut(%j, %i) is %j', (text, max, expected) => {
  expect(cut(text, max)).toBe(expected);
  expect(cut(text, max).isWellFormed()).toBe(true);
});
