import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactDuration, parseDuration } from './duration-text.ts';

test.each([
  ['15', 900],
  ['15 min', 900],
  ['1h 30m', 5400],
  ['1h30m', 5400],
  ['1.5 h', 5400],
  ['2 days, 4 hours', 187_200],
  ['45 seconds', 45],
  ['0', 0],
  ['', null],
  ['soon', null],
  ['5 parsecs', null],
  ['-5 min', null],
  ['1 h x', null],
])('“%s” is %s seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  [0, '0 min'],
  [45, '45 s'],
  [5400, '1 h 30 min'],
  [90_061, '25 h 1 min 1 s'],
])('%i seconds are “%s”', (seconds, text) => {
  expect(exactDuration(seconds)).toBe(text);
});

test('what is written is read back', () => {
  fc.assert(fc.property(fc.nat(40_000_000), (seconds) => parseDuration(exactDuration(seconds)) === seconds));
});
