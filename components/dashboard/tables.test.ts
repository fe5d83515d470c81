import { expect, test } from 'vitest';
import type { SlaSummary } from '#lib/domain/views/figures.ts';
import { tableCsv } from './download.ts';
import { DASHBOARD_PARAMS, type DashboardParams } from './params.ts';
import { groupTable, rulesTable, tileTable, waitsTable } from './tables.ts';

const params = Object.fromEntries(DASHBOARD_PARAMS.map((name) => [name, ''])) as DashboardParams;
const kept = { met: 2, breached: 1 };
const spread = (median: number | null) => ({ count: median === null ? 0 : 3, mean: median, median, p90: median });
const period = {
  opened: 300,
  acknowledge: { people: kept, automated: { met: 0, breached: 0 } },
  resolve: { people: kept, automated: kept },
  acknowledged: spread(1800),
  contained: { people: spread(null), automated: spread(60) },
  resolved: { people: spread(5_400), automated: spread(5) },
  reopened: { people: 0, automated: 0 },
  openAtEnd: 9,
  breachedAtEnd: 1,
};
const summary: SlaSummary = {
  ...{ at: '2026-01-12T12:00:00.000Z', zone: 'UTC', from: '2026-01-05T00:00:00.000Z', to: '2026-01-12T00:00:00.000Z' },
  ...{ compared: null, groupBy: 'source', days: [], ageing: [], previous: { ...period, opened: 2 } },
  now: {
    ...{ open: 1_500, unassigned: 1, atRisk: 0, breached: 2, dueNext: 0, withScout: 3 },
    ...{ nextDueAt: null, oldestDueAt: null },
  },
  period,
  groups: [
    {
      ...{ key: '=cmd()', name: '=cmd()', open: 4, atRisk: 1, breached: 0, acknowledge: kept, resolve: kept },
      ...{ acknowledged: spread(1800), resolved: { people: spread(5_400), automated: spread(null) } },
    },
  ],
};
const linesOf = (csv: string) => csv.replace('\uFEFF', '').trim().split('\r\n');

test('the tiles are saved as numbers, each with its unit', () => {
  const lines = linesOf(tableCsv(tileTable(summary)));
  const row = (begin: string) => lines.find((line) => line.startsWith(begin));
  expect(lines[0]).toBe('Figure,Work,Value,Before,Unit,Cases,Formula');
  expect(row('Open')).toMatch(/^Open,all,1500,9,cases,1500,/);
  expect(row('MTTA')).toMatch(/^MTTA,people,1800,1800,seconds,3,/);
  expect(row('Backlog trend')).toMatch(/^Backlog trend,all,294,-4,cases,300,/);
  expect(row('Resolve met')).toMatch(/^Resolve met,people,0\.666667,0\.666667,"share, 0 to 1",3,/);
  expect(row('Acknowledge met,automated')).toMatch(/^Acknowledge met,automated,,,"share, 0 to 1",0,/);
});

test('tables say units in their headings, and a name is still no formula', () => {
  const [head, group] = linesOf(tableCsv(groupTable(summary, params)));
  expect(head).toContain('Acknowledge met (0 to 1),Resolve met (0 to 1),MTTA (seconds),MTTR people (seconds)');
  expect(group).toBe("'=cmd(),4,1,0,0.666667,0.666667,1800,5400,5400,3,,0");
  const causes = {
    waits: { cases: 1, seconds: { owner: 30, analyst: 90, scout: 0, vendor: 0, hold: 0 } },
    rules: [{ rule: 'Noisy', source: 'wiz', falsePositives: 1, resolved: 3 }],
  } as unknown as Parameters<typeof waitsTable>[0];
  expect(linesOf(tableCsv(waitsTable(causes))).slice(0, 2)).toEqual([
    'Where,Time (seconds),Share (0 to 1)',
    'Waiting for an owner,30,0.25',
  ]);
  expect(linesOf(tableCsv(rulesTable(causes)))[1]).toBe('Noisy,wiz,1,3,0.333333');
});
