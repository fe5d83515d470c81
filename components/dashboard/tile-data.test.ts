import { expect, test } from 'vitest';
import { FIGURES } from '#lib/domain/figures/catalogue.ts';
import type { PeriodFigures, SlaSummary } from '#lib/domain/views/figures.ts';
import { tilesOf } from './tile-data.ts';

const nothing = { count: 0, mean: null, median: null, p90: null };
const figures = (more: Partial<PeriodFigures> = {}): PeriodFigures => ({
  opened: 0,
  acknowledge: { people: { met: 0, breached: 0 }, automated: { met: 0, breached: 0 } },
  resolve: { people: { met: 0, breached: 0 }, automated: { met: 0, breached: 0 } },
  acknowledged: nothing,
  contained: { people: nothing, automated: nothing },
  resolved: { people: nothing, automated: nothing },
  reopened: { people: 0, automated: 0 },
  openAtEnd: 0,
  breachedAtEnd: 0,
  ...more,
});
const summary = (period: PeriodFigures, previous: PeriodFigures | null): SlaSummary => ({
  at: '2026-01-12T12:00:00.000Z',
  zone: 'UTC',
  from: '2026-01-05T00:00:00.000Z',
  to: '2026-01-12T00:00:00.000Z',
  compared: null,
  groupBy: 'severity',
  now: {
    open: 5,
    unassigned: 1,
    atRisk: 0,
    breached: 2,
    dueNext: 0,
    withScout: 3,
    nextDueAt: null,
    oldestDueAt: '2026-01-12T11:19:00.000Z',
  },
  period,
  previous,
  days: [],
  ageing: [],
  groups: [],
});
const tile = (of: SlaSummary, id: string) => tilesOf(of).find((one) => one.id === id)!;

test('a period without anything shows dashes, and compares nothing', () => {
  const empty = summary(figures(), null);
  for (const one of tilesOf(empty)) for (const value of one.values) expect(value.before, one.id).toBeNull();
  expect(tile(empty, 'resolve_met').values.map(({ text }) => text)).toEqual(['–', '–']);
  expect(tile(empty, 'mttr').values.map(({ note }) => note)).toEqual(['no case', 'no case']);
});

test('more met is better, more time is worse, equal is neither', () => {
  const resolved = (median: number) => ({
    people: { count: 2, mean: median, median, p90: median },
    automated: nothing,
  });
  const kept = (met: number) => ({ people: { met, breached: 10 - met }, automated: { met: 1, breached: 0 } });
  const now = summary(
    figures({ resolve: kept(9), resolved: resolved(7200) }),
    figures({ resolve: kept(8), resolved: resolved(3600) }),
  );
  expect(tile(now, 'resolve_met').values).toMatchObject([
    {
      text: '90 %',
      before: { text: '80 %', better: true },
      link: { figure: 'resolve_decided', work: 'people', count: 10 },
    },
    { text: '100 %', before: { text: '100 %', better: null } },
  ]);
  expect(tile(now, 'mttr').values[0]).toMatchObject({ text: '2 h', before: { text: '1 h', better: false } });
});

test('the figures of now say how late and how soon', () => {
  const now = summary(figures(), figures({ openAtEnd: 8, breachedAtEnd: 2 }));
  expect(tile(now, 'open').values[0]).toMatchObject({
    text: '5',
    note: 'Scout has 3',
    before: { text: '8', better: true },
  });
  expect(tile(now, 'breached').values[0]).toMatchObject({ note: 'oldest 41 min over', before: { better: null } });
  expect(tile(now, 'at_risk').values[0]).toMatchObject({ note: 'nothing is due' });
});

test('a tile that compares nothing though there is a period before says why', () => {
  const compared = summary(figures(), figures({ openAtEnd: 4, breachedAtEnd: 1 }));
  for (const { id, values, formula } of tilesOf(compared).slice(0, 4)) {
    const isSilent = values.every(({ before }) => before === null);
    expect(formula.includes('no earlier value'), id).toBe(isSilent);
  }
  expect(tile(compared, 'unassigned').formula).toContain(FIGURES.unassigned.formula);
  expect(tile(compared, 'at_risk').formula).toContain(FIGURES.at_risk.formula);
});
