import { expect, test } from 'vitest';
import { advancePhase } from '../cases/advance-phase.ts';
import { assignCase } from '../cases/assign.ts';
import { listCases } from '../cases/list.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { updateTask } from '../tasks/update.ts';
import { after, as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { slaCauses } from './causes.ts';
import { slaSummary } from './summary.ts';

const floor = testFloor();

test('a case from its opening to its reopening', async () => {
  const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
  const { key } = await openCase({ ctx: ann(), input: { fields: { title: 'A case', severity: 'critical' } } });
  await assignCase({ ctx: ann(600), input: { key, assignee: floor.people.analyst.id } });
  const resolved = { state: 'resolved', verdict: 'false_positive', summary: 'Nothing.' } as const;
  await transitionCase({ ctx: ann(5 * 3600), input: { key, to: resolved } });
  await transitionCase({ ctx: ann(6 * 3600), input: { key, to: { state: 'triage' } } });
  const summary = await slaSummary({ ctx: ann(7 * 3600), input: { zone: 'Europe/Rome' } });
  expect(summary.days).toHaveLength(30);
  expect(summary.days.at(-1)).toEqual({
    date: '2026-01-12',
    from: '2026-01-11T23:00:00.000Z',
    to: '2026-01-12T23:00:00.000Z',
    acknowledge: { met: 1, breached: 0 },
    resolve: { met: 0, breached: 1 },
    opened: 1,
    resolved: 1,
    reopened: 1,
    backlog: 1,
  });
  expect(summary.now).toMatchObject({ open: 1, unassigned: 0, atRisk: 0, breached: 0, dueNext: 0, withScout: 0 });
  expect(summary.period).toMatchObject({
    opened: 1,
    acknowledge: { people: { met: 1, breached: 0 }, automated: { met: 0, breached: 0 } },
    resolve: { people: { met: 0, breached: 1 }, automated: { met: 0, breached: 0 } },
    acknowledged: { count: 1, mean: 600, median: 600, p90: 600 },
    resolved: { people: { count: 1, median: 18_000 } },
    reopened: { people: 1, automated: 0 },
    openAtEnd: 1,
  });
  const causes = await slaCauses({ ctx: ann(7 * 3600), input: {} });
  expect(causes.waits).toEqual({
    cases: 1,
    seconds: { owner: 600, analyst: 4 * 3600 - 600, scout: 0, vendor: 0, hold: 0 },
  });
  expect(causes.rules).toEqual([{ source: 'manual', rule: null, resolved: 1, falsePositives: 1 }]);
});

test('what leaves the Contain phase is contained', async () => {
  const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
  const fields = { title: 'Malware', severity: 'high', category: 'Malware', source: 'edr' } as const;
  const { key, tasks, runbook } = await openCase({ ctx: ann(), input: { fields } });
  for (const task of tasks) await updateTask({ ctx: ann(60), input: { key, taskId: task.id, patch: { done: true } } });
  const phases = runbook!.phases.map((phase) => phase.key);
  for (const from of phases.slice(0, phases.indexOf('contain') + 1))
    await advancePhase({ ctx: ann(7200), input: { key, from } });
  const { period } = await slaSummary({ ctx: ann(7300), input: { source: 'edr' } });
  expect(period.contained.people.count + period.contained.automated.count).toBe(1);
  const list = await listCases({
    ctx: ann(7300),
    input: { figure: 'contained', figureFrom: after(0).toISOString(), figureTo: after(7300).toISOString() },
  });
  expect(list.items.map((item) => item.key)).toEqual([key]);
});

test.each([
  [{ zone: 'Europe/Atlantis' }, '/zone', /IANA time zone/],
  [{ from: '2026-02-01', to: '2026-01-01' }, '/to', /ends before it begins/],
  [{ from: '2024-01-01', to: '2026-01-01' }, '/from', /a year long at most/],
  [{ from: 'yesterday' }, '/from', /./],
  [{ colour: 'red' }, '/colour', /./],
])('%j is refused', async (input, pointer, message) => {
  const ctx = ctxOf(floor.db, as(floor.people.viewer), after(0));
  await expect(slaSummary({ ctx, input })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer, message: expect.stringMatching(message) }],
  });
});

test('a list of a period’s figure without the period says what is missing', async () => {
  const ctx = ctxOf(floor.db, as(floor.people.viewer), after(0));
  await expect(listCases({ ctx, input: { figure: 'resolved' } })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/figureFrom', message: expect.stringContaining('name its bounds') }],
  });
});
