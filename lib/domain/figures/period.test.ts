import { describe, expect, it } from 'vitest';
import { comparedWith, lastWeek, periodOf } from './period.ts';

const NOW = new Date('2026-04-08T10:00:00Z');
const texts = (period: { from: Date; to: Date } | null) =>
  period && [period.from.toISOString(), period.to.toISOString()].map((text) => text.replace(':00.000Z', 'Z'));

describe('periodOf', () => {
  it.each([
    ['nothing: 30 days with today', {}, ['2026-03-09T23:00Z', '2026-04-08T22:00Z']],
    ['dates: both days included', { from: '2026-03-28', to: '2026-03-29' }, ['2026-03-27T23:00Z', '2026-03-29T22:00Z']],
    [
      'moments',
      { from: '2026-04-01T00:00:00Z', to: '2026-04-02T00:00:00Z' },
      ['2026-04-01T00:00Z', '2026-04-02T00:00Z'],
    ],
    ['an end alone', { to: '2026-03-31' }, ['2026-03-01T23:00Z', '2026-03-31T22:00Z']],
  ])('%s', (_name, asked, expected) => {
    expect(texts(periodOf({ ...asked, zone: 'Europe/Rome' }, NOW))).toEqual(expected);
  });
});

describe('comparedWith', () => {
  const rome = 'Europe/Rome';
  const days = periodOf({ from: '2026-03-28', to: '2026-03-31', zone: rome }, NOW);

  it('is as many days before, whatever the clocks did', () => {
    expect(texts(comparedWith(days, rome, 'previous'))).toEqual(['2026-03-23T23:00Z', '2026-03-27T23:00Z']);
    expect(texts(comparedWith(days, rome, 'year'))).toEqual(['2025-03-28T23:00Z', '2025-04-01T22:00Z']);
    expect(comparedWith(days, rome, 'none')).toBeNull();
  });

  it('is as long where the period is not of whole days', () => {
    const hours = { from: new Date('2026-04-08T06:00:00Z'), to: NOW };
    expect(texts(comparedWith(hours, rome, 'previous'))).toEqual(['2026-04-08T02:00Z', '2026-04-08T06:00Z']);
  });
});

it.each([
  ['2026-04-06T08:00:00Z', ['2026-03-29T22:00Z', '2026-04-05T22:00Z']],
  ['2026-04-05T21:59:59Z', ['2026-03-22T23:00Z', '2026-03-29T22:00Z']],
  ['2026-04-05T22:00:00Z', ['2026-03-29T22:00Z', '2026-04-05T22:00Z']],
])('the last whole week of Rome at %s', (now, expected) => {
  expect(texts(lastWeek('Europe/Rome', new Date(now)))).toEqual(expected);
});
