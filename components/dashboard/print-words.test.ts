import { expect, test } from 'vitest';
import { periodOf } from '#lib/domain/figures/period.ts';
import { printedDays, printedMoment } from './print-words.ts';

const now = new Date('2026-01-12T23:30:00.000Z');

test.each([
  ['2025-12-15', '2026-01-13', '15 Dec 2025 – 13 Jan 2026'],
  ['2026-01-13', '2026-01-13', '13 Jan 2026'],
])('%s to %s is printed as %s', (from, to, words) => {
  const zone = 'Europe/Rome';
  const printed = printedDays(periodOf({ from, to, zone }, now), zone);
  expect(printed.replaceAll(/\s/gu, ' ')).toBe(words);
});

test('the moment is that of the zone, and names it', () => {
  expect(printedMoment(now.toISOString(), 'Europe/Rome')).toBe('13 Jan 2026, 00:30:00 CET');
});
