import { beforeAll, expect, test } from 'vitest';
import { bulkChanges, type Case, caseMerges } from '../../db/schema/index.ts';
import { type Actor, DESK_ROLES } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { FIGURE_IDS, FIGURES, type FigureId } from '../../domain/figures/catalogue.ts';
import { WORKS, type Work } from '../../domain/figures/milestone.ts';
import { GROUPINGS, type SlaCauses, type SlaSummary, type Spread } from '../../domain/views/figures.ts';
import { listCases } from '../cases/list.ts';
import type { Ctx } from '../kernel/index.ts';
import { after, apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { slaCauses } from './causes.ts';
import { slaSummary } from './summary.ts';
import { END, liveAtRandom } from './testing/random-lives.ts';
import { type Asked, maySee, slowBacklog, slowFigure, slowly } from './testing/slow.ts';

/** The figures against the slow computation, and against the lists that they lead to, for readers of every role. */
const floor = testFloor();
const DAY = 86_400;
const ZONE = 'Europe/Rome';
const NOW = after(END);
const PERIODS = [
  { from: after(0), to: after(END) },
  { from: after(3 * DAY), to: after(7 * DAY) },
  { from: after(5 * DAY + 1234), to: after(END + DAY) },
];

beforeAll(() => liveAtRandom(floor, 48, 20_260_112), 120_000);

function readers(): [string, Actor][] {
  return [
    ...Object.entries(floor.people).map(([name, member]): [string, Actor] => [name, as(member)]),
    ...DESK_ROLES.map((role): [string, Actor] => [`${role} key`, apiKey(role)]),
    ['automation', automation()],
  ];
}

/** The number that the dashboard shows for a figure; null where it shows none. A figure that it does not know does not compile. */
function shown({ now, period }: SlaSummary, { rules }: SlaCauses, figure: FigureId, work?: Work): number | null {
  const of = (parts: Record<Work, number>) => (work ? parts[work] : parts.people + parts.automated);
  const counts = (parts: Record<Work, Spread>) => of({ people: parts.people.count, automated: parts.automated.count });
  const kept = (metric: 'acknowledge' | 'resolve', which: 'met' | 'breached') =>
    of({ people: period[metric].people[which], automated: period[metric].automated[which] });
  const target = /^(acknowledge|resolve)_(met|breached|decided)$/.exec(figure) as [string, 'resolve', 'met'] | null;
  if (target) {
    const [, metric, which] = target as [string, 'acknowledge' | 'resolve', 'met' | 'breached' | 'decided'];
    return which === 'decided' ? kept(metric, 'met') + kept(metric, 'breached') : kept(metric, which);
  }
  switch (figure) {
    case 'open':
    case 'unassigned':
    case 'breached':
      return now[figure];
    case 'at_risk':
      return now.atRisk;
    case 'due_next':
      return now.dueNext;
    case 'opened':
      return work ? null : period.opened;
    case 'acknowledged':
      return work === 'automated' ? null : period.acknowledged.count;
    case 'contained':
    case 'resolved':
      return counts(period[figure]);
    case 'reopened':
      return of(period.reopened);
    case 'false_positives':
      return work ? null : rules.reduce((sum, { falsePositives }) => sum + falsePositives, 0);
    default:
      throw new Error(`No number is known for ${figure satisfies `${'acknowledge' | 'resolve'}_${string}`}`);
  }
}

async function listed(ctx: Ctx, input: Record<string, unknown>): Promise<string[]> {
  const page = await listCases({ ctx, input: { ...input, limit: 200 } });
  expect(page.count).toEqual({ value: page.items.length, capped: false });
  return page.items.map(({ key }) => key).sort();
}

test('the lives that are compared have merges and changes of many in them, kept and taken back', async () => {
  const merges = await floor.db.select({ undoneAt: caseMerges.undoneAt }).from(caseMerges);
  const bulks = await floor.db.select({ undoneAt: bulkChanges.undoneAt }).from(bulkChanges);
  for (const made of [merges, bulks]) {
    expect(made.filter(({ undoneAt }) => undoneAt === null).length).toBeGreaterThan(1);
    expect(made.filter(({ undoneAt }) => undoneAt !== null).length).toBeGreaterThan(1);
  }
});

test('each number is that of the slow computation and of its list, for each reader', async () => {
  const all = await slowly(floor.db, floor.scout.id, NOW);
  let hidden = 0;
  const counted = new Map<FigureId, number>();
  for (const [index, [name, actor]] of readers().entries()) {
    const ctx = ctxOf(floor.db, actor, NOW);
    const visible = all.filter(({ row }) => maySee(actor, row));
    hidden += all.length - visible.length;
    const { from, to } = PERIODS[index % PERIODS.length]!;
    const bounds = { from: from.toISOString(), to: to.toISOString() };
    const summary = await slaSummary({ ctx, input: { ...bounds, zone: ZONE } });
    const causes = await slaCauses({ ctx, input: bounds });
    for (const figure of FIGURE_IDS)
      for (const work of [undefined, ...WORKS]) {
        // The figures of now are nobody’s work in particular.
        if (work && FIGURES[figure].selection.of === 'now') continue;
        const about = `${figure} ${work ?? ''} for ${name}`;
        const found = slowFigure(visible, { figure, work, from, to, now: NOW });
        const keys = found.map(({ row }) => keyOf(row.number)).sort();
        const filter = { figure, figureFrom: bounds.from, figureTo: bounds.to, ...(work ? { work } : {}) };
        expect(await listed(ctx, filter), about).toEqual(keys);
        const value = shown(summary, causes, figure, work);
        if (value !== null) expect(value, about).toBe(keys.length);
        counted.set(figure, (counted.get(figure) ?? 0) + keys.length);
      }
  }
  expect(hidden).toBeGreaterThan(20);
  // Each figure but those that a moment may not have was really counted.
  const rare: FigureId[] = ['contained', 'at_risk', 'due_next'];
  for (const figure of FIGURE_IDS.filter((id) => !rare.includes(id)))
    expect(counted.get(figure), figure).toBeGreaterThan(0);
}, 120_000);

/** Mean, median and 90th percentile by nearest rank, from a sorted list. */
function slowSpread(times: number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const count = sorted.length;
  if (count === 0) return { count, mean: null, median: null, p90: null };
  const rank = (share: number) => sorted[Math.ceil(count * share) - 1]!;
  const mean = sorted.reduce((sum, time) => sum + time, 0) / count;
  return { count, mean: Math.round(mean * 10) / 10, median: rank(0.5), p90: rank(0.9) };
}

test.each(GROUPINGS)('days, times and the groups by %s are those of the slow computation', async (groupBy) => {
  const all = await slowly(floor.db, floor.scout.id, NOW);
  const keyIn = (row: Case) => (groupBy === 'assignee' ? row.assigneeId : row[groupBy]);
  for (const actor of [as(floor.people.admin), as(floor.people.viewer)]) {
    const visible = all.filter(({ row }) => maySee(actor, row) && row.category === 'Cloud');
    for (const { from, to } of PERIODS) {
      const bounds = { from: from.toISOString(), to: to.toISOString(), zone: ZONE, compare: 'previous' };
      const input = { ...bounds, groupBy, category: 'Cloud' };
      const summary = await slaSummary({ ctx: ctxOf(floor.db, actor, NOW), input });
      const slow = (asked: Partial<Asked>) => slowFigure(visible, { figure: 'open', from, to, now: NOW, ...asked });
      const times = (asked: Partial<Asked>, fits: (row: Case) => boolean = () => true) =>
        slowSpread(slow(asked).flatMap(({ row, last }) => (fits(row) ? [last!.seconds!] : [])));
      expect(summary.period.acknowledged).toEqual(times({ figure: 'acknowledged' }));
      for (const work of WORKS) expect(summary.period.resolved[work]).toEqual(times({ figure: 'resolved', work }));

      for (const day of summary.days) {
        const within = { from: new Date(day.from), to: new Date(day.to) };
        const count = (figure: FigureId) => slow({ figure, ...within }).length;
        expect(day).toMatchObject({
          acknowledge: { met: count('acknowledge_met'), breached: count('acknowledge_breached') },
          resolve: { met: count('resolve_met'), breached: count('resolve_breached') },
          opened: count('opened'),
          resolved: count('resolved'),
          reopened: count('reopened'),
          backlog: within.from > NOW ? null : slowBacklog(visible, within.to),
        });
      }
      expect(summary.previous?.openAtEnd).toBe(slowBacklog(visible, new Date(summary.compared!.to)));

      for (const group of summary.groups) {
        const fits = (row: Case) => keyIn(row) === group.key;
        const count = (figure: FigureId) => slow({ figure }).filter(({ row }) => fits(row)).length;
        expect(group).toMatchObject({
          open: count('open'),
          atRisk: count('at_risk'),
          breached: count('breached'),
          acknowledge: { met: count('acknowledge_met'), breached: count('acknowledge_breached') },
          resolve: { met: count('resolve_met'), breached: count('resolve_breached') },
          acknowledged: times({ figure: 'acknowledged' }, fits),
          resolved: {
            people: times({ figure: 'resolved', work: 'people' }, fits),
            automated: times({ figure: 'resolved', work: 'automated' }, fits),
          },
        });
      }
      const keys = summary.groups.map(({ key }) => key);
      for (const { row } of slow({ figure: 'resolved' })) expect(keys).toContain(keyIn(row));
    }
  }
});
