import { expect, test } from 'vitest';
import { localInput, tomorrowMorning } from './wake-time.ts';

test('an input gets local time, padded', () => {
  expect(localInput(new Date(2026, 2, 5, 7, 4, 59))).toBe('2026-03-05T07:04');
});

test('tomorrow morning, over the end of a year too', () => {
  expect(tomorrowMorning(new Date(2026, 11, 31, 23, 30))).toBe('2027-01-01T09:00');
});
