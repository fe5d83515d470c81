import { expect, test } from 'vitest';
import { SYSTEM } from '../../domain/actor.ts';
import { createCustomField } from '../custom-fields/create.ts';
import { slaSummary } from '../figures/summary.ts';
import { addTimer } from '../sla/add-timer.ts';
import { commandTimer } from '../sla/command-timer.ts';
import { getCaseSla } from '../sla/get-case-sla.ts';
import { tellTimers } from '../sla/tell.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf } from '../testing/reads.ts';
import { acknowledgeCase } from './acknowledge.ts';
import { getCase } from './get.ts';
import { mergeCase } from './merge.ts';
import { previewMerge } from './merge-preview.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';
import { unmergeCase } from './unmerge.ts';

const floor = testFloor();
const MINUTE = 60;
const HOUR = 3600;
const ann = (seconds: number) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const open = async (seconds: number, fields: object = {}) =>
  (
    await openCase({
      ctx: ctxOf(floor.db, automation(), after(seconds)),
      input: { fields: { title: 'Case', severity: 'high', ...fields } },
    })
  ).key;
const merge = (key: string, into: string, seconds: number) => mergeCase({ ctx: ann(seconds), input: { key, into } });
const unmerge = (key: string, seconds: number) => unmergeCase({ ctx: ann(seconds), input: { key } });
const tell = (seconds: number) => tellTimers({ ctx: { db: floor.db, actor: SYSTEM, now: after(seconds) } });
const timerOf = async (key: string, seconds: number, name: string) =>
  (await getCaseSla({ ctx: ann(seconds), input: { key } })).timers.find((one) => one.name === name)!;
const RESOLVE = 'Time to resolve';
const resolved = { state: 'resolved', verdict: 'true_positive', summary: 'Done.' } as const;

test('a breach that only a merge made is told again, and once, when it comes after the merge was taken back', async () => {
  const source = await open(0);
  const into = await open(4 * HOUR);
  const told = async (seconds: number) =>
    (await tell(seconds)).told.filter(
      ({ key, timer, what }) => key === into && timer === 'resolve' && what === 'breached',
    );
  await merge(source, into, 5 * HOUR);
  expect(await told(8 * HOUR)).toHaveLength(1);
  await unmerge(source, 9 * HOUR);
  expect(await timerOf(into, 9 * HOUR, RESOLVE)).toMatchObject({
    status: 'running',
    dueAt: after(12 * HOUR).toISOString(),
  });
  expect(await told(11 * HOUR)).toEqual([]);
  expect(await told(12 * HOUR)).toHaveLength(1);
  expect(await told(13 * HOUR)).toEqual([]);
});

test('a merge moves no timer that is over, says what it moved, and gives it back', async () => {
  const source = await open(0);
  const into = await open(4 * HOUR);
  await acknowledgeCase({ ctx: ann(4 * HOUR + 10 * MINUTE), input: { key: into } });
  const before = await getCaseSla({ ctx: ann(6 * HOUR), input: { key: into } });
  await merge(source, into, 5 * HOUR);
  const [acknowledge, resolve] = (await getCaseSla({ ctx: ann(6 * HOUR), input: { key: into } })).timers;
  expect(acknowledge).toMatchObject({ status: 'met', startedAt: after(4 * HOUR).toISOString() });
  expect(resolve).toMatchObject({ startedAt: after(0).toISOString(), dueAt: after(8 * HOUR).toISOString() });
  expect(resolve!.steps.at(-1)!.text).toMatch(/^A case that began earlier was merged into this one/);
  expect((await rowOf(floor.db, into)).startedAt).toEqual(after(0));
  await unmerge(source, 5 * HOUR + 60);
  expect((await getCaseSla({ ctx: ann(6 * HOUR), input: { key: into } })).timers).toEqual(before.timers);
});

test.each([[[0, 1]], [[1, 0]]])(
  'of several merged cases the earliest start holds, until that is taken back, in whatever order: %j',
  async (order) => {
    const sources = [await open(2 * HOUR), await open(0)];
    const into = await open(4 * HOUR);
    for (const [index, source] of sources.entries()) await merge(source, into, 5 * HOUR + index);
    const due = async (seconds: number) => {
      const { startedAt } = await rowOf(floor.db, into);
      return [startedAt, (await timerOf(into, seconds, RESOLVE)).dueAt];
    };
    const from = (hours: number) => [after(hours * HOUR), after((hours + 8) * HOUR).toISOString()];
    expect(await due(5.5 * HOUR)).toEqual(from(0));
    await unmerge(sources[order[0]!]!, 6 * HOUR);
    expect(await due(6 * HOUR)).toEqual(from(order[0] === 0 ? 0 : 2));
    await unmerge(sources[order[1]!]!, 6.5 * HOUR);
    expect(await due(6.5 * HOUR)).toEqual(from(4));
  },
);

test('custom timers that run go on with the survivor as they are, and back with what the source knew of them', async () => {
  const source = await open(0);
  const into = await open(HOUR);
  const own = await addTimer({
    ctx: ann(60),
    input: { key: source, timer: { name: 'Call back', targetSeconds: 7200 } },
  });
  const done = await addTimer({ ctx: ann(60), input: { key: source, timer: { name: 'Done', targetSeconds: 7200 } } });
  const command = (key: string, timerId: string, name: string, seconds: number) =>
    commandTimer({ ctx: ann(seconds), input: { key, timerId, command: name } });
  await command(source, done.id, 'stop', 120);
  await command(source, own.id, 'pause', 660);
  await command(source, own.id, 'resume', 1260);
  const before = await timerOf(source, 2 * HOUR, 'Call back');
  const preview = await previewMerge({ ctx: ann(2 * HOUR), input: { key: source, query: { into } } });
  expect(preview.timers).toEqual(['Call back']);
  await merge(source, into, 2 * HOUR);
  const there = await timerOf(into, 2 * HOUR, 'Call back');
  expect({ ...there, lead: before.lead }).toEqual(before);
  expect(await timerOf(source, 2 * HOUR, 'Call back')).toMatchObject({ over: true, completedAt: null });
  expect(await timerOf(into, 2 * HOUR, 'Done')).toBeUndefined();
  expect((await timelineOf(floor.db, into)).map(({ summary }) => summary)).toContain(
    `Took the timer “Call back” over from ${source}`,
  );
  await command(into, own.id, 'stop', 2 * HOUR + 60);
  await unmerge(source, 2 * HOUR + 120);
  expect(await timerOf(into, 3 * HOUR, 'Call back')).toBeUndefined();
  expect(await timerOf(source, 2 * HOUR, 'Call back')).toEqual(before);
});

test('a case that became part of another one was resolved by nobody: no target met, no time to resolve', async () => {
  const category = 'Merged figures';
  const source = await open(0, { source: category });
  const into = await open(HOUR, { source: category });
  const figures = async (seconds: number) => {
    const { now, period, days } = await slaSummary({ ctx: ann(seconds), input: { source: category } });
    const { met, breached } = period.resolve.people;
    return { open: now.open, resolved: period.resolved.people.count, met, breached, backlog: days.at(-1)!.backlog };
  };
  await merge(source, into, 2 * HOUR);
  expect(await getCase({ ctx: ann(2 * HOUR), input: { key: source } })).toMatchObject({ state: 'closed' });
  expect(await timerOf(source, 2 * HOUR, RESOLVE)).toMatchObject({ status: 'stopped', completedAt: null, over: true });
  expect(await figures(2 * HOUR)).toEqual({ open: 1, resolved: 0, met: 0, breached: 0, backlog: 1 });
  await transitionCase({ ctx: ann(3 * HOUR), input: { key: into, to: resolved } });
  expect(await figures(3 * HOUR)).toEqual({ open: 0, resolved: 1, met: 1, breached: 0, backlog: 0 });
  await unmerge(source, 4 * HOUR);
  expect(await figures(4 * HOUR)).toEqual({ open: 1, resolved: 1, met: 1, breached: 0, backlog: 1 });
});

test('it ends without what a case must have to close, and says so', async () => {
  const lead = ctxOf(floor.db, as(floor.people.admin), after(0));
  await createCustomField({
    ctx: lead,
    input: { label: 'Root cause', type: 'text', requiredAtClose: true },
  });
  const source = await open(0);
  const into = await open(0);
  await merge(source, into, HOUR);
  expect((await timelineOf(floor.db, source)).findLast(({ kind }) => kind === 'state')!.summary).toBe(
    'Moved the case to closed as duplicate, with “Root cause” left empty',
  );
});
