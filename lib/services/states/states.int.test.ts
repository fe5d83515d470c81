import { expect, test } from 'vitest';
import type { CaseTransition } from '../../domain/case.ts';
import { SHIPPED_STATES } from '../../domain/case-state.ts';
import { listCases } from '../cases/list.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { timelineOf } from '../testing/reads.ts';
import { createState } from './create.ts';
import { listStates } from './list.ts';
import { updateState } from './update.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const add = (input: unknown) => createState({ ctx: admin(), input });
const change = (id: string, patch: unknown) => updateState({ ctx: admin(), input: { id, patch } });
const stateOf = async (id: string) => (await listStates({ ctx: admin() })).items.find((state) => state.id === id)!;
const open = async () =>
  (await openCase({ ctx: ctxOf(floor.db, automation()), input: { fields: { title: 'T', severity: 'low' } } })).key;
const move = (key: string, to: CaseTransition, actor = as(floor.people.analyst)) =>
  transitionCase({ ctx: ctxOf(floor.db, actor, after(60)), input: { key, to } });

test('a new installation has the shipped states and their table', async () => {
  const { items } = await listStates({ ctx: admin() });
  const rules = items.map(({ id, name, stage, next }) => ({ id, name, stage, next }));
  expect(rules).toEqual(SHIPPED_STATES.map((state) => ({ ...state, next: [...state.next] })));
});

test('a new state stands beside its stage’s shipped one, and cases move through it', async () => {
  const made = await add({ name: 'Waiting for store', stage: 'on_hold' });
  expect(made).toMatchObject({ id: 'waiting_for_store', shipped: false, retired: false });
  expect(made.next).toEqual(['triage', 'in_progress', 'on_hold', 'resolved', 'closed']);
  for (const id of ['new', 'triage', 'in_progress', 'on_hold'])
    expect((await stateOf(id)).next).toContain('waiting_for_store');
  expect((await stateOf('closed')).next).not.toContain('waiting_for_store');

  const key = await open();
  await expect(move(key, { state: 'waiting_for_store' })).rejects.toMatchObject({ errors: [{ pointer: '/reason' }] });
  expect(await move(key, { state: 'waiting_for_store', reason: 'Till log' })).toMatchObject({
    state: 'waiting_for_store',
    stage: 'on_hold',
    hold: { reason: 'Till log' },
  });
  const last = (await timelineOf(floor.db, key)).at(-1);
  expect(last).toMatchObject({
    summary: 'Moved the case from new to waiting for store',
    detail: { toStage: 'on_hold' },
  });
});

test('the table binds people; a vendor’s report passes where the stages do', async () => {
  await add({ name: 'Deep dive', stage: 'in_progress', from: ['triage'], next: ['in_progress'] });
  const key = await open();
  await expect(move(key, { state: 'deep_dive' })).rejects.toMatchObject({ code: 'conflict' });
  await move(key, { state: 'triage' });
  await move(key, { state: 'deep_dive' });
  const ended = { state: 'resolved', verdict: 'benign_positive', summary: 'Fixed.' } as const;
  await expect(move(key, ended)).rejects.toThrow('Possible: in_progress.');
  await change('deep_dive', { next: ['in_progress', 'resolved'] });
  await change('deep_dive', { next: ['in_progress'] });
  expect(await move(key, ended, automation())).toMatchObject({ state: 'resolved' });
});

test('a state that there is not is said to be none', async () => {
  const key = await open();
  const refusal = { code: 'invalid', errors: [{ pointer: '/state' }] };
  await expect(move(key, { state: 'gone' })).rejects.toMatchObject(refusal);
  await expect(listCases({ ctx: admin(), input: { state: 'gone' } })).rejects.toMatchObject(refusal);
  expect((await listCases({ ctx: admin(), input: { state: 'new' } })).items.length).toBeGreaterThan(0);
});

test('a renamed state keeps its id', async () => {
  expect(await change('triage', { name: 'First look' })).toMatchObject({
    id: 'triage',
    name: 'First look',
    stage: 'new',
  });
  expect(await move(await open(), { state: 'triage' })).toMatchObject({ state: 'triage' });
  await change('triage', { name: 'Triage' });
});

test('what is refused', async () => {
  const conflict = { code: 'conflict' };
  await expect(change('triage', { retired: true })).rejects.toThrow('automations use it');
  await expect(add({ name: 'On Hold', stage: 'on_hold', id: 'other' })).rejects.toMatchObject(conflict);
  await expect(add({ name: 'New one', stage: 'new', id: 'closed' })).rejects.toMatchObject(conflict);
  await expect(add({ name: 'Stuck', stage: 'in_progress', next: [] })).rejects.toMatchObject(conflict);
  await expect(change('in_progress', { next: [] })).rejects.toMatchObject(conflict);
  await expect(add({ name: '店', stage: 'new' })).rejects.toMatchObject({ errors: [{ pointer: '/id' }] });
  await expect(add({ name: 'Odd', stage: 'new', next: ['nowhere'] })).rejects.toMatchObject({
    errors: [{ pointer: '/next' }],
  });
  await expect(change('new', { next: ['new'] })).rejects.toMatchObject({ errors: [{ pointer: '/next' }] });
  await expect(change('new', { name: 'X', stage: 'closed' })).rejects.toMatchObject({
    errors: [{ pointer: '/stage' }],
  });
  await expect(change('nowhere', { name: 'X' })).rejects.toMatchObject({ code: 'not_found' });
});

test('a state in use is not retired: the refusal counts the cases; once empty it is offered no more', async () => {
  await add({ name: 'Lab', stage: 'in_progress' });
  const keys = [await open(), await open()];
  for (const key of keys) await move(key, { state: 'lab' });
  await expect(change('lab', { retired: true })).rejects.toThrow('2 cases are in the state Lab.');
  await move(keys[0]!, { state: 'in_progress' });
  await expect(change('lab', { retired: true })).rejects.toThrow('1 case is in the state Lab.');
  await move(keys[1]!, { state: 'in_progress' });
  expect(await change('lab', { retired: true })).toMatchObject({ retired: true });
  await expect(move(keys[0]!, { state: 'lab' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await change('lab', { retired: false })).toMatchObject({ retired: false });
  await move(keys[0]!, { state: 'lab' });
});

test('retired beside moves into it: none is left in a retired state', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id } = await add({ name: `Race ${round}`, stage: 'in_progress' });
    const keys = await Promise.all([open(), open(), open()]);
    const [retired, ...moves] = await Promise.allSettled([
      change(id, { retired: true }),
      ...keys.map((key) => move(key, { state: id })),
    ]);
    const entered = moves.filter(({ status }) => status === 'fulfilled').length;
    if (retired?.status === 'fulfilled') expect(entered).toBe(0);
    else expect(entered).toBeGreaterThan(0);
  }
});

test('two edits at once leave every open state a way out', async () => {
  const { id: left } = await add({ name: 'Left', stage: 'in_progress', next: ['closed'] });
  const { id: right } = await add({ name: 'Right', stage: 'in_progress', next: [left] });
  await Promise.allSettled([change(left, { retired: true }), change(right, { next: [left] })]);
  const { items } = await listStates({ ctx: admin() });
  const active = items.filter((state) => !state.retired);
  for (const state of active.filter(({ stage }) => stage === 'in_progress'))
    expect(state.next.some((to) => active.some(({ id }) => id === to))).toBe(true);
});
