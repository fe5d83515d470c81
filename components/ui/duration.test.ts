import { describe, expect, test } from 'vitest';
import { formatAge, formatCountdown, formatDuration, formatMilliseconds } from './duration.ts';

describe('formatDuration', () => {
  test.each([
    [-3, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [3599, '59 min'],
    [3600, '1 h'],
    [3900, '1 h 05 min'],
    [36_000 + 59 * 60, '10 h'],
    [86_400, '1 d'],
    [86_400 + 6 * 3600, '1 d 6 h'],
    [30 * 86_400 + 3600, '30 d'],
  ])('%d s → %s', (seconds, expected) => expect(formatDuration(seconds)).toBe(expected));
});

describe('formatAge', () => {
  test.each([
    [-2, 'now'],
    [4, 'now'],
    [42.9, '42 s'],
    [3599, '59 min'],
    [86_399, '23 h'],
    [86_400 * 12, '12 d'],
  ])('%d s → %s', (seconds, expected) => expect(formatAge(seconds)).toBe(expected));
});

test.each([
  [7.6, '8 ms'],
  [1940, '1.9 s'],
  [125_000, '2 min'],
])('formatMilliseconds(%d) → %s', (ms, expected) => expect(formatMilliseconds(ms)).toBe(expected));

test.each([
  [0, '00:00'],
  [123.2, '02:04'],
  [599, '09:59'],
])('formatCountdown(%d) → %s', (seconds, expected) => expect(formatCountdown(seconds)).toBe(expected));
