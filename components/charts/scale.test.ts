import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticksFor } from './scale.ts';

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [7, [0, 2, 4, 6, 8]],
  [40, [0, 10, 20, 30, 40]],
  [93, [0, 25, 50, 75, 100]],
])('an axis for %d', (highest, ticks) => {
  expect(ticksFor(highest)).toEqual(ticks);
});

test('it always holds the highest, in few equal steps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (highest) => {
      const ticks = ticksFor(highest);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
});
