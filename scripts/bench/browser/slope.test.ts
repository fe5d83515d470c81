import { describe, expect, it } from 'vitest';
import { slopeOf } from './slope.ts';

describe('the slope', () => {
  it.each([
    [
      [
        [0, 1],
        [1, 3],
        [2, 5],
      ],
      2,
    ],
    [
      [
        [0, 5],
        [10, 5],
      ],
      0,
    ],
    // One spike in the middle is no growth.
    [
      [
        [0, 1],
        [1, 9],
        [2, 1],
      ],
      0,
    ],
    [[[3, 7]], 0],
  ] as [[number, number][], number][])('of %j is %d', (points, expected) => {
    expect(slopeOf(points)).toBe(expected);
  });
});
