import { describe, expect, it } from 'vitest';
import { isMet } from './row.ts';

describe('a target', () => {
  it.each([
    ['≥ 5× (aim 10×)', 1, 5, true],
    ['≥ 5×', 100, 4.9, false],
    ['≥ 0.85×', 700, 0.85, true],
    ['≤ 50 ms', 50, null, true],
    ['≤ 50 ms', 50.1, null, false],
    ['< 1,000 ms', 999, 3, true],
    ['< 150 ms', 150, null, false],
    ['≤ 2×', 1, null, null],
    ['', 1, 1, null],
  ])('%s, with %d and %s times: %s', (target, ours, ratio, met) => {
    expect(isMet({ target, ours, ratio })).toBe(met);
  });
});
