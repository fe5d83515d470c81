import { expect, test } from 'vitest';
import type { CaseTransition } from '../../domain/case.ts';
import { isOpen, type ShippedState, STATES, stageOf, TRANSITIONS } from '../../domain/case-state.ts';
import { after, apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { eventsOf, kindsOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { assignCase } from './assign.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';

const floor = testFloor();
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const robot = (seconds = 0) => ctxOf(floor.db, automation(), after(seconds));
const open = async () => (await openCase({ ctx: robot(), input: { fields: { title: 'Case', severity: 'high' } } })).key;
const move = (key: string, to: CaseTransition, seconds = 60, ifMatch?: number) =>
  transitionCase({ ctx: ann(seconds), input: { key, to, ifMatch } });

/** What each state asks for. */
const ENDING = { verdict: 'false_positive', summary: 'A scanner of ours.' } as const;
const NEEDS: Record<ShippedState, Omit<CaseTransition, 'state'>> = {
  new: {},
  triage: {},
  in_progress: {},
  on_hold: { reason: 'Waits for the vendor', wakeAt: after(86_400) },
  resolved: ENDING,
  closed: ENDING,
};
/** By which moves a new case gets there. */
const ROUTE: Record<ShippedState, ShippedState[]> = {
  new: [],
  triage: ['triage'],
  in_progress: ['in_progress'],
  on_hold: ['on_hold'],
  resolved: ['resolved'],
  closed: ['closed'],
};

const pairs = STATES.flatMap((from) => STATES.map((to) => [from, to] as const));
test.each(pairs)('%s to %s', async (from, to) => {
  const key = await open();
  for (const state of ROUTE[from]) await move(key, { state, ...NEEDS[state] });
  const before = await traceOf(floor.db, key);
  const moved = move(key, { state: to, ...NEEDS[to] }, 120);
  if (TRANSITIONS[from].includes(to)) {
    expect(await moved).toMatchObject({ state: to, version: before.version + 1 });
    const data = { previous: { state: from }, current: { state: to } };
    const reopens = !isOpen(stageOf(from)) && isOpen(stageOf(to));
    expect((await eventsOf(floor.db, key)).slice(reopens ? -2 : -1)).toMatchObject([
      { name: 'case/state.changed', data },
      ...(reopens ? [{ name: 'case/reopened', data }] : []),
    ]);
  } else {
    await expect(moved).rejects.toMatchObject({ code: 'conflict' });
    expect(await traceOf(floor.db, key)).toEqual(before);
  }
});

test('resolving needs a verdict and a summary; closing keeps those of the resolve', async () => {
  const key = await open();
  await expect(move(key, { state: 'resolved' })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/verdict' }, { pointer: '/summary' }],
  });
  await expect(move(key, { state: 'closed', verdict: 'duplicate', summary: ' ' })).rejects.toMatchObject({
    errors: [{ pointer: '/summary' }],
  });
  expect(await move(key, { state: 'resolved', ...ENDING })).toMatchObject({
    resolution: ENDING,
    resolvedAt: after(60).toISOString(),
    closedAt: null,
  });
  expect((await rowOf(floor.db, key)).leadDueAt).toBeNull();
  expect(await move(key, { state: 'closed' }, 90)).toMatchObject({
    resolution: ENDING,
    resolvedAt: after(60).toISOString(),
    closedAt: after(90).toISOString(),
  });
});

test('reopening clears the resolution and keeps it in the history', async () => {
  const key = await open();
  await move(key, { state: 'resolved', reason: 'Looked at it', ...ENDING });
  expect(await move(key, { state: 'in_progress' }, 120)).toMatchObject({
    resolution: null,
    resolvedAt: null,
    sla: [
      { metric: 'acknowledge', status: 'met' },
      { metric: 'resolve', status: 'met' },
      { id: 'resolve-2', status: 'running' },
    ],
  });
  const states = (await timelineOf(floor.db, key)).filter((entry) => entry.kind === 'state');
  expect(states.map((entry) => entry.summary)).toEqual([
    'Moved the case to resolved as false positive',
    'Reopened the case into in progress',
  ]);
  expect(states[0]!.detail).toMatchObject({ reason: 'Looked at it', ...ENDING });
  await expect(move(key, { state: 'resolved' }, 130)).rejects.toMatchObject({ code: 'invalid' });
});

test('holding needs a reason and a later wake date, pauses the resolve, and leaving it forgets both', async () => {
  const key = await open();
  await expect(move(key, { state: 'on_hold', wakeAt: after(0) })).rejects.toMatchObject({
    errors: [{ pointer: '/reason' }, { pointer: '/wakeAt' }],
  });
  const held = await move(key, { state: 'on_hold', ...NEEDS.on_hold });
  expect(held.hold).toEqual({ reason: 'Waits for the vendor', wakeAt: after(86_400).toISOString() });
  expect(held.sla.find((timer) => timer.metric === 'resolve')).toMatchObject({ status: 'paused', dueAt: null });
  const back = await move(key, { state: 'in_progress' }, 660);
  expect(back.hold).toBeNull();
  expect(back.sla.find((timer) => timer.metric === 'resolve')).toMatchObject({
    status: 'running',
    pausedSeconds: 600,
    dueAt: after(28_800 + 600).toISOString(),
  });
});

test('a person’s move acknowledges; a key’s and an automation’s do not', async () => {
  const byPerson = await open();
  expect(await move(byPerson, { state: 'triage' })).toMatchObject({ acknowledgedAt: after(60).toISOString() });
  expect(await kindsOf(floor.db, byPerson)).toEqual(['created', 'acknowledged', 'state']);
  const byKey = await open();
  const key = ctxOf(floor.db, apiKey('analyst'), after(60));
  expect(await transitionCase({ ctx: key, input: { key: byKey, to: { state: 'triage' } } })).toMatchObject({
    acknowledgedAt: null,
  });
  const alone = await open();
  const resolved = await transitionCase({
    ctx: robot(60),
    input: { key: alone, to: { state: 'resolved', ...ENDING } },
  });
  expect(resolved.acknowledgedAt).toBeNull();
  expect(resolved.sla[0]).toMatchObject({ metric: 'acknowledge', status: 'stopped' });
});

test('a version from before the last move is stale; one from before an edit or an assignment is not', async () => {
  const key = await open();
  await assignCase({ ctx: ann(), input: { key, assignee: floor.people.analyst.id } });
  expect(await move(key, { state: 'triage' }, 60, 1)).toMatchObject({ state: 'triage', version: 3 });
  await expect(move(key, { state: 'in_progress' }, 70, 2)).rejects.toMatchObject({
    code: 'stale',
    errors: [{ pointer: '/state' }],
    current: { state: 'triage', version: 3 },
  });
});
