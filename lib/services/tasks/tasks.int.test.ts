import { expect, test } from 'vitest';
import { advancePhase } from '../cases/advance-phase.ts';
import { getCase } from '../cases/get.ts';
import { openCase } from '../cases/open.ts';
import { updateCase } from '../cases/update.ts';
import { addPerson } from '../people/add.ts';
import { after, apiKey, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { auditOf, eventsOf, kindsOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { addTask } from './add.ts';
import { removeTask } from './remove.ts';
import { updateTask } from './update.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const open = (fields: object = {}) =>
  openCase({ ctx: ctxOf(floor.db, automation()), input: { fields: { title: 'Case', severity: 'high', ...fields } } });
const add = (key: string, task: object, ctx = ann()) => addTask({ ctx, input: { key, task } });
const update = (key: string, taskId: string, patch: object, ctx = ann()) =>
  updateTask({ ctx, input: { key, taskId, patch } });

test('an own task stands behind those of the runbook, in the case’s phase, and can be changed and removed', async () => {
  const { key, tasks: before } = await open();
  const made = await add(key, { title: 'Call the store', dueAt: after(3600).toISOString(), action: 'advance-runbook' });
  expect(made).toMatchObject({
    ...{ phase: 'identify', title: 'Call the store', own: true, mandatory: false, action: 'advance-runbook' },
    ...{ dueAt: after(3600).toISOString(), assignee: null, doneAt: null },
  });
  expect((await getCase({ ctx: ann(), input: { key } })).tasks.at(-1)).toEqual(made);
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
    kind: 'task',
    summary: 'Added the task “Call the store”',
  });
  expect((await auditOf(floor.db, key)).at(-1)).toMatchObject({ action: 'case.task', actor: { name: 'Ann' } });

  const renamed = await update(key, made.id, { title: 'Call the shop', mandatory: true, dueAt: null });
  expect(renamed).toMatchObject({ title: 'Call the shop', mandatory: true, dueAt: null });
  await removeTask({ ctx: ann(), input: { key, taskId: made.id } });
  expect((await getCase({ ctx: ann(), input: { key } })).tasks).toEqual(before);
  expect((await eventsOf(floor.db, key)).map((event) => event.name).slice(-3)).toEqual(Array(3).fill('case/updated'));
  expect((await rowOf(floor.db, key)).version, 'tasks raise no version').toBe(1);
});

test('what the runbook says of a task stands; who does it and by when does not', async () => {
  const { key, tasks } = await open();
  const [task] = tasks;
  await expect(update(key, task!.id, { title: 'Mine', mandatory: true })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/title' }, { pointer: '/mandatory' }],
  });
  await expect(removeTask({ ctx: ann(), input: { key, taskId: task!.id } })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await kindsOf(floor.db, key)).toEqual(['created']);
  const given = await update(key, task!.id, { assignee: floor.people.colleague.email, dueAt: after(60).toISOString() });
  expect(given).toMatchObject({ assignee: { name: 'Carl' }, dueAt: after(60).toISOString() });
  const trace = await traceOf(floor.db, key);
  await update(key, task!.id, { assignee: floor.people.colleague.id });
  expect(await traceOf(floor.db, key), 'the same again').toEqual(trace);
  expect(await update(key, task!.id, { done: true, assignee: null })).toMatchObject({
    assignee: null,
    doneBy: { name: 'Ann' },
  });
});

test('who is given a task works with the case, so that he sees it where it is restricted', async () => {
  const { key } = await open({ restricted: true });
  const lena = ctxOf(floor.db, as(floor.people.lead));
  const carl = ctxOf(floor.db, as(floor.people.colleague));
  await expect(getCase({ ctx: carl, input: { key } })).rejects.toMatchObject({ code: 'not_found' });
  await expect(add(key, { title: 'x' }, carl)).rejects.toMatchObject({ code: 'not_found' });
  await add(key, { title: 'Ask the owner', assignee: floor.people.colleague.id }, lena);
  expect((await getCase({ ctx: carl, input: { key } })).collaborators).toMatchObject([{ name: 'Carl' }]);
});

test('nobody who may own no case is given a task; unknown phases and actions are refused', async () => {
  const subject = await member(floor.db, { name: 'Sam' });
  const { key } = await open({ observables: [{ type: 'user', value: subject.email }] });
  await expect(add(key, { title: 'x', assignee: subject.id })).rejects.toMatchObject({ code: 'conflict' });
  await expect(add(key, { title: 'x', assignee: floor.people.viewer.id })).rejects.toMatchObject({ code: 'conflict' });
  await expect(add(key, { title: 'x', phase: 'party' })).rejects.toMatchObject({ errors: [{ pointer: '/phase' }] });
  await expect(add(key, { title: 'x', action: 'launch' })).rejects.toMatchObject({ errors: [{ pointer: '/action' }] });
  await expect(add(key, { title: 'x', colour: 'red' })).rejects.toMatchObject({ errors: [{ pointer: '/colour' }] });
  const viewer = ctxOf(floor.db, as(floor.people.viewer));
  await expect(add(key, { title: 'x' }, viewer)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await kindsOf(floor.db, key)).not.toContain('task');
  const bare = await open({ runbook: null });
  expect(await add(bare.key, { title: 'Without a runbook' })).toMatchObject({ phase: 'none' });
});

test('two who add at once get places of their own; two who tick at once tick once', async () => {
  const { key, tasks } = await open();
  const made = await Promise.all([add(key, { title: 'One' }), add(key, { title: 'Two' })]);
  const view = await getCase({ ctx: ann(), input: { key } });
  expect(
    view.tasks
      .slice(-2)
      .map((task) => task.id)
      .sort(),
  ).toEqual(made.map((task) => task.id).sort());
  const carl = ctxOf(floor.db, as(floor.people.colleague));
  await Promise.all([update(key, tasks[0]!.id, { done: true }), update(key, tasks[0]!.id, { done: true }, carl)]);
  expect((await timelineOf(floor.db, key)).filter(({ summary }) => summary.startsWith('Did the task'))).toHaveLength(1);
});

test('watching is one’s own choice; bringing others is like assigning', async () => {
  const { key } = await open();
  const vera = ctxOf(floor.db, as(floor.people.viewer));
  const watch = (part: 'watchers' | 'collaborators', who: string | undefined, ctx = ann()) =>
    addPerson({ ctx, input: { key, part, member: who } });
  expect((await watch('watchers', undefined, vera)).watchers).toMatchObject([{ name: 'Vera' }]);
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({ kind: 'people', summary: 'Joined as a watcher' });
  await expect(watch('watchers', floor.people.analyst.id, vera)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(watch('collaborators', undefined, vera)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(watch('collaborators', floor.people.viewer.id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(watch('watchers', floor.scout.id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(
    addPerson({ ctx: ctxOf(floor.db, apiKey('admin')), input: { key, part: 'watchers' } }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const trace = await traceOf(floor.db, key);
  await watch('watchers', floor.people.viewer.id);
  expect(await traceOf(floor.db, key)).toEqual(trace);
  expect((await watch('collaborators', floor.scout.id)).collaborators).toMatchObject([{ kind: 'ai' }]);
});

test('a change of runbook keeps what is done, what was added, and the phase where both have it', async () => {
  const opened = await open();
  const { key } = opened;
  const shared = opened.tasks.find((task) => task.phase === 'review' && task.mandatory)!;
  const [first] = opened.tasks;
  await update(key, shared.id, { done: true });
  await update(key, first!.id, { done: true });
  const mine = await add(key, { title: 'Call the store' });
  await advancePhase({ ctx: ctxOf(floor.db, automation('advance-runbook')), input: { key, from: 'identify' } });
  const moved = await updateCase({ ctx: ann(), input: { key, patch: { runbook: 'identity' } } });
  expect(moved.runbook).toMatchObject({ key: 'identity', phase: 'contain' });
  const called = (title: string) => moved.tasks.filter((task) => task.title === title);
  expect(called(shared.title), 'asked for by both: done once').toMatchObject([
    { id: shared.id, doneBy: { name: 'Ann' } },
  ]);
  expect(called(first!.title)).toMatchObject([{ id: first!.id, doneAt: expect.any(String) }]);
  expect(moved.tasks.at(-1)).toMatchObject({ id: mine.id, doneAt: null });
  const { tasks: fresh } = await open({ runbook: 'identity' });
  expect(moved.tasks.map((task) => task.title)).toEqual([
    ...fresh.map((task) => task.title),
    first!.title,
    'Call the store',
  ]);
});
