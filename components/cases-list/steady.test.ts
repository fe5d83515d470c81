import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asItIs, steady } from './steady.ts';

const items = (text: string) => [...text].map((key) => ({ key }));
const words = (rows: ReturnType<typeof steady>['rows']) =>
  rows.map(({ item, ghost }) => (ghost ? item.key.toUpperCase() : item.key)).join('');

test.each([
  ['nothing changed', 'abc', 'abc', 'b', 'abc', 0],
  ['one left above: a ghost', 'abc', 'bc', 'b', 'Abc', 0],
  ['the row itself left', 'abc', 'ac', 'b', 'aBc', 0],
  ['one came at the top', 'abc', 'xabc', 'b', 'xabc', 1],
  ['one came below', 'abc', 'abcx', 'b', 'abcx', 0],
  ['the row moved to the top: it stays', 'abc', 'cab', 'c', 'abc', 0],
  ['all were replaced', 'ab', 'xy', 'b', 'xyAB', 2],
  ['an anchor that is not shown', 'ab', 'xab', 'q', 'xab', 0],
])('%s', (_, shown, next, anchor, rows, above) => {
  const answer = steady(asItIs(items(shown)), items(next), anchor);
  expect(words(answer.rows)).toBe(rows);
  expect(answer.above).toBe(above);
});

describe('whatever changes', () => {
  const list = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 10 });

  test('each row of the list stands there once, what left is a ghost, and the anchor moves by what came above', () => {
    fc.assert(
      fc.property(list, list, fc.constantFrom(...'abcdefghij'), (before, after, anchor) => {
        const shown = asItIs(items(before.join('')));
        const { rows, above } = steady(shown, items(after.join('')), anchor);
        const live = rows.filter(({ ghost }) => !ghost).map(({ item }) => item.key);
        expect([...live].sort()).toEqual([...after].sort());
        expect(rows.filter(({ ghost }) => ghost).map(({ item }) => item.key)).toEqual(
          before.filter((key) => !after.includes(key)),
        );
        const kept = rows.map(({ item }) => item.key).filter((key) => before.includes(key));
        expect(kept).toEqual(before);
        if (before.includes(anchor))
          expect(rows.findIndex(({ item }) => item.key === anchor)).toBe(before.indexOf(anchor) + above);
      }),
    );
  });
});
