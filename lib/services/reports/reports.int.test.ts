import { expect, test } from 'vitest';
import { reports } from '../../db/schema/index.ts';
import type { ReportView } from '../../domain/views/figures.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { getReport } from './get.ts';
import { listReports } from './list.ts';
import { makeWeeklyReport } from './make-weekly.ts';

type WeeklyView = Extract<ReportView, { kind: 'weekly' }>;

const floor = testFloor();
/** The fixtures' week begins on Monday noon; this is the Monday after it. */
const NEXT_MONDAY = 7 * 86_400;
const bot = (seconds: number) => ctxOf(floor.db, automation('weekly-report'), after(seconds));

test('a week is kept once, whoever asks at the same time, as it stood, and without what not everybody may read', async () => {
  const lena = (seconds: number) => ctxOf(floor.db, as(floor.people.lead), after(seconds));
  const open = async (restricted: boolean) =>
    (await openCase({ ctx: lena(60), input: { fields: { title: 'A case', severity: 'high', restricted } } })).key;
  const [key] = [await open(false), await open(true)];
  const done = { state: 'resolved', verdict: 'true_positive', summary: 'Done.' } as const;
  await transitionCase({ ctx: lena(3600), input: { key, to: done } });

  const input = { zone: 'Europe/Rome' };
  const made = await Promise.all([1, 2, 3].map(() => makeWeeklyReport({ ctx: bot(NEXT_MONDAY), input })));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(await floor.db.select().from(reports)).toHaveLength(1);
  expect(made[0]).toMatchObject({ title: 'Week of 2026-01-12 to 2026-01-18', zone: 'Europe/Rome' });

  // What happens later changes nothing of it.
  await transitionCase({ ctx: lena(NEXT_MONDAY), input: { key, to: { state: 'triage' } } });
  expect(await makeWeeklyReport({ ctx: bot(NEXT_MONDAY + 3600), input })).toEqual(made[0]);
  const vera = ctxOf(floor.db, as(floor.people.viewer), after(NEXT_MONDAY));
  const { snapshot } = (await getReport({ ctx: vera, input: { id: made[0]!.id } })) as WeeklyView;
  expect(snapshot.summary.period).toMatchObject({
    opened: 1,
    openAtEnd: 0,
    resolved: { people: { count: 1, median: 3540 } },
    reopened: { people: 0 },
  });
  expect(snapshot.summary.days).toHaveLength(7);
});

test('the newest week stands first, page by page; an analyst makes none', async () => {
  for (const week of [2, 3]) await makeWeeklyReport({ ctx: bot(week * 7 * 86_400), input: { zone: 'Europe/Rome' } });
  const vera = ctxOf(floor.db, as(floor.people.viewer), after(0));
  const first = await listReports({ ctx: vera, input: { limit: 2 } });
  const rest = await listReports({ ctx: vera, input: { limit: 2, cursor: first.nextCursor } });
  expect([...first.items, ...rest.items].map(({ title }) => title.slice(8, 18))).toEqual([
    '2026-01-26',
    '2026-01-19',
    '2026-01-12',
  ]);
  expect(rest.nextCursor).toBeNull();
  await expect(
    makeWeeklyReport({ ctx: ctxOf(floor.db, as(floor.people.analyst), after(0)), input: {} }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(getReport({ ctx: vera, input: { id: 'nothing' } })).rejects.toMatchObject({ code: 'not_found' });
});
