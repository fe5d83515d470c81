import { expect, test } from 'vitest';
import { filterMoment } from '#lib/domain/case-filter.ts';
import { parseFilters } from './filters.ts';
import { QUICK_RANGES, RANGES, rangeChange, rangeWords } from './range.ts';

const filters = parseFilters(new URLSearchParams());
const now = new Date('2026-03-01T12:00:00Z');

test.each([
  [null, null, null],
  ['-24h', null, 'in the last 24 hours'],
  ['2026-03-01', '2026-03-08', 'from 2026-03-01 to 2026-03-08'],
  ['-2h', null, 'from -2h'],
  [null, '2026-03-08', 'before 2026-03-08'],
])('updated from %s to %s', (from, to, words) => {
  expect(rangeWords('updated', { ...filters, ...rangeChange('updated', from, to) })).toBe(words);
});

test.each(RANGES)('every quick range of %s is one that the API reads, and its own words', (name) => {
  for (const { label, from, to } of QUICK_RANGES[name]) {
    for (const moment of [from, to]) if (moment) expect(filterMoment(moment, now)).not.toBeNull();
    expect(rangeWords(name, { ...filters, ...rangeChange(name, from, to) })).toBe(label);
  }
});
