import { expect, test } from 'vitest';
import { apiParams, DASHBOARD_PARAMS, type DashboardParams, daysOf, figureHref } from './params.ts';

const params = (more: Partial<DashboardParams> = {}) =>
  ({ ...Object.fromEntries(DASHBOARD_PARAMS.map((name) => [name, ''])), ...more }) as DashboardParams;

test('a range ends with today; named dates win', () => {
  expect(daysOf(params({ range: '7d' }))).toBe(7);
  expect(daysOf(params({ range: '8d' }))).toBe(30);
  expect(apiParams(params({ range: '7d' }), '2026-03-03', 'UTC')).toMatchObject({
    from: '2026-02-25',
    to: '2026-03-03',
  });
  expect(
    apiParams(params({ from: '2026-01-01', to: '2026-01-31', store: 'rome-1' }), '2026-03-03', 'UTC'),
  ).toMatchObject({
    from: '2026-01-01',
    to: '2026-01-31',
    store: 'rome-1',
  });
});

test('a figure leads to its cases, of the same dimensions, ended ones too', () => {
  const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
  const url = new URL(
    figureHref('resolve_breached', params({ severity: 'high', category: 'Email, or mail' }), {
      ...period,
      work: 'people',
      group: { by: 'store', key: null },
    }),
    'http://localhost',
  );
  expect(Object.fromEntries(url.searchParams)).toEqual({
    figure: 'resolve_breached',
    figureFrom: period.from,
    figureTo: period.to,
    work: 'people',
    severity: 'high',
    category: 'Email, or mail',
    store: 'none',
    open: 'false',
  });
});
