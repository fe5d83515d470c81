import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldFilter, filterMoment, groupOf, valuesOf } from './case-filter.ts';

const NOW = new Date('2026-03-29T12:00:00.000Z');

describe('a moment of a filter', () => {
  test.each([
    ['-24h', '2026-03-28T12:00:00.000Z'],
    ['+2h', '2026-03-29T14:00:00.000Z'],
    [' -30m ', '2026-03-29T11:30:00.000Z'],
    ['-7d', '2026-03-22T12:00:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T08:30Z', '2026-03-01T08:30:00.000Z'],
    ['2026-03-01T08:30:05.25+02:00', '2026-03-01T06:30:05.250Z'],
  ])('%s', (text, moment) => {
    expect(filterMoment(text, NOW)?.toISOString()).toBe(moment);
  });

  test.each([
    '',
    '24h',
    '-24',
    '-24w',
    'yesterday',
    '2026-13-01',
    '2026-02-30T00:00',
    '2026-02-30',
    '0000-01-01',
    '9999-12-31',
    '-1000000d',
    '1',
  ])('“%s” is none', (text) => {
    expect(filterMoment(text, NOW)).toBeNull();
  });

  test('there and back again is now', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom('m', 'h', 'd'), (count, unit) => {
        const ahead = filterMoment(`+${count}${unit}`, NOW)!;
        expect(filterMoment(`-${count}${unit}`, ahead)).toEqual(NOW);
      }),
    );
  });
});

test.each([
  ['region:eu-west-1', { key: 'region', value: 'eu-west-1' }],
  ['url: https://a.example', { key: 'url', value: 'https://a.example' }],
  ['region', null],
  [':x', null],
  ['region: ', null],
])('field %s', (text, wanted) => {
  expect(fieldFilter(text)).toEqual(wanted);
});

test.each([
  ['eu', ['eu']],
  ['7', ['7', 7]],
  ['-1.5', ['-1.5', -1.5]],
  ['1e9', ['1e9']],
  ['true', ['true', true]],
])('a value %s in each type', (text, wanted) => {
  expect(valuesOf(text)).toEqual(wanted);
});

test.each([
  ['group:tier 2', 'tier 2'],
  ['group:', null],
  ['me', null],
])('group of %s', (text, wanted) => {
  expect(groupOf(text)).toBe(wanted);
});
