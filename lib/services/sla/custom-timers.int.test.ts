import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseTimers } from '../../db/schema/index.ts';
import type { TimerCommand } from '../../domain/sla/index.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { after, apiKey, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { kindsOf, namesOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { addTimer } from './add-timer.ts';
import { commandTimer } from './command-timer.ts';
import { getCaseSla } from './get-case-sla.ts';

const floor = testFloor();
const HOUR = 3600;
const robot = (seconds = 0) => ctxOf(floor.db, automation(), after(seconds));
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const open = async (more: object = {}) =>
  (await openCase({ ctx: robot(), input: { fields: { title: 'A case', severity: 'informational', ...more } } })).key;
const add = (key: string, timer: object = {}, ctx = ann(10)) =>
  addTimer({ ctx, input: { key, timer: { name: 'Contain the host', targetSeconds: HOUR, ...timer } } });
const give = (key: string, timerId: string, command: TimerCommand, seconds: number) =>
  commandTimer({ ctx: ann(seconds), input: { key, timerId, command } });
const end = { verdict: 'benign_positive', summary: 'Nothing.' } as const;

test('a timer runs from its start, leads while it is the earliest due, and is stored', async () => {
  const key = await open();
  const timer = await add(key);
  expect(timer).toMatchObject({
    metric: 'custom',
    status: 'running',
    dueAt: after(10 + HOUR).toISOString(),
    lead: true,
    commands: ['pause', 'reset', 'stop'],
  });
  expect(await rowOf(floor.db, key)).toMatchObject({ leadDueAt: after(10 + HOUR), version: 1 });
  const stored = await floor.db.select().from(caseTimers).where(eq(caseTimers.timerId, timer.id));
  expect(stored).toMatchObject([{ nextAt: after(10 + 0.8 * HOUR), severity: 'informational', policyVersion: null }]);
  expect(await kindsOf(floor.db, key)).toEqual(['created', 'timer']);
  expect((await namesOf(floor.db, key)).at(-1)).toBe('case/updated');
});

test('each command once: what is so already leaves no trace', async () => {
  const key = await open();
  const { id } = await add(key);
  const steps: [TimerCommand, number, object][] = [
    ['pause', 110, { status: 'paused', dueAt: null }],
    ['resume', 210, { status: 'running', dueAt: after(110 + HOUR).toISOString(), pausedSeconds: 100 }],
    ['reset', 300, { status: 'running', startedAt: after(300).toISOString(), pausedSeconds: 0, elapsedSeconds: 0 }],
    ['stop', 400, { status: 'stopped', completedAt: after(400).toISOString(), elapsedSeconds: 100, over: true }],
    ['start', 500, { status: 'running', startedAt: after(500).toISOString(), completedAt: null, over: false }],
  ];
  for (const [command, seconds, expected] of steps) {
    expect(await give(key, id, command, seconds), command).toMatchObject(expected);
    if (command === 'reset') continue;
    const before = await traceOf(floor.db, key);
    expect(await give(key, id, command, seconds + 1), command).toMatchObject(expected);
    expect(await traceOf(floor.db, key)).toEqual(before);
  }
  const said = (await timelineOf(floor.db, key)).filter(({ kind }) => kind === 'timer').map(({ summary }) => summary);
  expect(said).toEqual([
    'Started the timer “Contain the host” with 1 h to go',
    'Paused the timer “Contain the host”',
    'Resumed the timer “Contain the host”',
    'Reset the timer “Contain the host”',
    'Stopped the timer “Contain the host”',
    'Started the timer “Contain the host”',
  ]);
});

test('two at once pause it once', async () => {
  const key = await open();
  const { id } = await add(key);
  await Promise.all([give(key, id, 'pause', 20), give(key, id, 'pause', 20), give(key, id, 'pause', 20)]);
  expect(await kindsOf(floor.db, key)).toEqual(['created', 'timer', 'timer']);
});

test('what makes no sense is refused with the reason', async () => {
  const key = await open({ severity: 'high' });
  const { id } = await add(key);
  await give(key, id, 'pause', 20);
  await expect(give(key, id, 'start', 30)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('resume it'),
  });
  await give(key, id, 'stop', 40);
  for (const command of ['pause', 'resume', 'reset'] as const)
    await expect(give(key, id, command, 50), command).rejects.toMatchObject({ code: 'conflict' });
  for (const command of ['start', 'pause', 'resume', 'reset', 'stop'] as const)
    await expect(give(key, 'resolve', command, 50), command).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('A policy’s timer'),
    });
  await expect(give(key, 'nothing', 'stop', 50)).rejects.toMatchObject({ code: 'not_found' });
  const odd = commandTimer({ ctx: ann(50), input: { key, timerId: id, command: 'explode' } });
  await expect(odd).rejects.toMatchObject({ code: 'not_found' });
});

test('a breach stays on record: a timer that ran out can only be stopped', async () => {
  const key = await open();
  const { id } = await add(key, { targetSeconds: 60 });
  for (const command of ['reset', 'start'] as const)
    await expect(give(key, id, command, 100)).rejects.toMatchObject({ message: expect.stringContaining('ran out') });
  expect(await give(key, id, 'stop', 100)).toMatchObject({ status: 'breached', breachedAt: after(70).toISOString() });
  await expect(give(key, id, 'start', 110)).rejects.toMatchObject({ code: 'conflict' });
});

test('a stopwatch is never due, may have begun earlier, and stops with the case', async () => {
  const key = await open();
  const { id, ...made } = await add(key, { targetSeconds: 0, startedAt: after(-600).toISOString() });
  expect(made).toMatchObject({ dueAt: null, lead: false, elapsedSeconds: 610 });
  await transitionCase({ ctx: ann(100), input: { key, to: { state: 'resolved', ...end } } });
  const [timer] = (await getCaseSla({ ctx: ann(500), input: { key } })).timers;
  expect(timer).toMatchObject({ id, status: 'stopped', elapsedSeconds: 700, completedBy: 'person', commands: [] });
  await expect(give(key, id, 'start', 500)).rejects.toMatchObject({ message: expect.stringContaining('Reopen it') });
  await expect(add(key, {}, ann(500))).rejects.toMatchObject({ code: 'conflict' });
});

test.each([
  ['a start in the future', { startedAt: after(HOUR).toISOString() }, '/startedAt'],
  ['a start years ago', { startedAt: '1970-01-01T00:00:00Z' }, '/startedAt'],
  ['a start in the year 0', { startedAt: '0000-01-01T00:00:00Z' }, '/startedAt'],
  ['a negative target', { targetSeconds: -1 }, '/targetSeconds'],
  ['no name', { name: ' ' }, '/name'],
  ['an unknown field', { colour: 'red' }, '/colour'],
])('%s is invalid', async (_name, timer, pointer) => {
  await expect(add(await open(), timer)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] });
});

test('an automation’s repeated step starts one timer', async () => {
  const key = await open();
  const step = () =>
    addTimer({
      ctx: ctxOf(floor.db, automation(), after(5), { effect: 'event-1/contain/Start' }),
      input: { key, timer: { name: 'Isolate', targetSeconds: 60 } },
    });
  expect(await step()).toEqual(await step());
  expect(await kindsOf(floor.db, key)).toEqual(['created', 'timer']);
});

test('who may not see a case finds no timer; a viewer may not touch one', async () => {
  const outsider = await member(floor.db, { name: 'Olga' });
  const { key } = await openCase({
    ctx: ctxOf(floor.db, as(floor.people.lead)),
    input: { fields: { title: 'Hidden', severity: 'high', restricted: true } },
  });
  const ctx = ctxOf(floor.db, as(outsider), after(10));
  await expect(getCaseSla({ ctx, input: { key } })).rejects.toMatchObject({ code: 'not_found' });
  await expect(add(key, {}, ctx)).rejects.toMatchObject({ code: 'not_found' });
  const stop = commandTimer({ ctx, input: { key, timerId: 'resolve', command: 'stop' } });
  await expect(stop).rejects.toMatchObject({ code: 'not_found' });
  const viewer = ctxOf(floor.db, as(floor.people.viewer), after(10));
  await expect(add(await open(), {}, viewer)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await add(await open(), {}, ctxOf(floor.db, apiKey('analyst'), after(10)))).toMatchObject({
    status: 'running',
  });
});
