import { expect, test } from 'vitest';
import { randomOf } from '#e2e/support/random.ts';
import { arrivalsOf, hoursOf } from './rhythm.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const TOTAL = 20_000;

function arrivals(): Date[] {
  const arrival = arrivalsOf(hoursOf(randomOf(7), NOW, 70));
  return Array.from({ length: TOTAL }, (_, index) => new Date(arrival((index + 0.5) / TOTAL).at));
}

test('cases come in order, within the days that were asked for', () => {
  const times = arrivals().map((at) => at.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(NOW.getTime() - 70 * 86_400_000);
  expect(times.at(-1)).toBeLessThan(NOW.getTime());
});

test('nights and weekends are quiet', () => {
  const count = (fits: (at: Date) => boolean) => arrivals().filter(fits).length;
  expect(count((at) => at.getUTCHours() === 9)).toBeGreaterThan(3 * count((at) => at.getUTCHours() === 3));
  expect(count((at) => at.getUTCDay() === 2)).toBeGreaterThan(1.5 * count((at) => at.getUTCDay() === 0));
});
