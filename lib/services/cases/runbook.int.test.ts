import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { runs } from '../../db/schema/index.ts';
import { updateTask } from '../tasks/update.ts';
import { as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { eventsOf, kindsOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { addLinks } from './add-link.ts';
import { advancePhase } from './advance-phase.ts';
import { getCase } from './get.ts';
import { openCase } from './open.ts';
import { pressAction } from './press.ts';
import { transitionCase } from './transition.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const open = (fields: { category?: string; runbook?: string | null } = {}) =>
  openCase({ ctx: ctxOf(floor.db, automation()), input: { fields: { title: 'Case', severity: 'high', ...fields } } });
const press = (key: string, action = 'advance-runbook', body: unknown = {}) =>
  pressAction({ ctx: ann(), input: { key, action, body } });
const advance = (key: string, from: string | null) =>
  advancePhase({ ctx: ctxOf(floor.db, automation('advance-runbook')), input: { key, from } });
const done = (key: string, taskId: string, value = true) =>
  updateTask({ ctx: ann(), input: { key, taskId, patch: { done: value } } });

/** Walks a case to its last phase, ticking what is mandatory. */
async function toTheEnd(key: string): Promise<void> {
  const { tasks, runbook } = await getCase({ ctx: ann(), input: { key } });
  for (const task of tasks) if (task.mandatory) await done(key, task.id);
  for (const phase of runbook!.phases.slice(0, -1)) await advance(key, phase.key);
}

test('a press is one run, known at once, with the phase that the presser saw', async () => {
  const { key } = await open();
  const { runId } = await press(key, 'advance-runbook', { input: {} });
  const event = (await eventsOf(floor.db, key)).at(-1)!;
  expect(event).toMatchObject({
    name: 'case/quick_action.pressed',
    data: { action: 'advance-runbook', current: { phase: 'identify', input: {} } },
  });
  expect(await floor.db.select().from(runs).where(eq(runs.id, runId))).toMatchObject([
    { automation: 'advance-runbook', eventId: event.id, status: 'queued' },
  ]);
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
    kind: 'action',
    summary: 'Pressed Advance phase: Move to Contain',
    detail: { runId },
  });
});

test('two presses at once are two runs, and the case advances once', async () => {
  const { key } = await open();
  const presses = await Promise.all([press(key), press(key)]);
  expect(new Set(presses.map((one) => one.runId)).size).toBe(2);
  const results = await Promise.all([advance(key, 'identify'), advance(key, 'identify')]);
  expect(results).toContainEqual({ advanced: true, from: 'Identify', to: 'contain', name: 'Contain' });
  expect(results).toContainEqual({ advanced: false, reason: expect.stringContaining('already in Contain') });
  expect((await rowOf(floor.db, key)).phase).toBe('contain');
  expect((await kindsOf(floor.db, key)).filter((kind) => kind === 'phase')).toHaveLength(1);
  expect((await rowOf(floor.db, key)).version).toBe(1);
});

test('an open mandatory task holds the phase, and says which', async () => {
  const opened = await open({ category: 'Identity & Access' });
  const mandatory = opened.tasks.find((task) => task.mandatory)!;
  const { key } = opened;
  for (const phase of opened.runbook!.phases) {
    if (phase.key === mandatory.phase) break;
    await advance(key, phase.key);
  }
  await expect(press(key)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(mandatory.title),
  });
  expect(await advance(key, mandatory.phase)).toMatchObject({
    advanced: false,
    reason: expect.stringContaining(mandatory.title),
  });
  const here = opened.tasks.filter((task) => task.mandatory && task.phase === mandatory.phase);
  for (const task of here) await done(key, task.id);
  expect(await advance(key, mandatory.phase)).toMatchObject({ advanced: true });
});

test('refused: the last phase, an ended case, no runbook, an unknown action, a field that it does not ask for', async () => {
  const { key } = await open();
  await toTheEnd(key);
  await expect(press(key)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('last phase') });
  expect((await getCase({ ctx: ann(), input: { key } })).actions).toContainEqual(
    expect.objectContaining({ id: 'advance-runbook', refused: expect.stringContaining('last phase') }),
  );
  const ended = await open();
  const to = { state: 'resolved', verdict: 'duplicate', summary: 'Seen.' } as const;
  await transitionCase({ ctx: ann(), input: { key: ended.key, to } });
  await expect(press(ended.key)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('resolved'),
  });
  const bare = await open({ runbook: null });
  await expect(press(bare.key)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('no runbook'),
  });
  const fresh = await open();
  await expect(press(fresh.key, 'launch')).rejects.toMatchObject({ code: 'not_found' });
  await expect(press(fresh.key, 'advance-runbook', { input: { note: 'go' } })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/input/note' }],
  });
  const viewer = ctxOf(floor.db, as(floor.people.viewer));
  await expect(
    pressAction({ ctx: viewer, input: { key: fresh.key, action: 'advance-runbook' } }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(await kindsOf(floor.db, fresh.key)).toEqual(['created']);
});

test('a task is done once, by whom, and can be opened again', async () => {
  const opened = await open();
  const [task] = opened.tasks;
  expect(await done(opened.key, task!.id)).toMatchObject({ doneAt: expect.any(String), doneBy: { name: 'Ann' } });
  const before = await traceOf(floor.db, opened.key);
  await done(opened.key, task!.id);
  expect(await traceOf(floor.db, opened.key)).toEqual(before);
  expect(await done(opened.key, task!.id, false)).toMatchObject({ doneAt: null, doneBy: null });
  expect(await kindsOf(floor.db, opened.key)).toEqual(['created', 'task', 'task']);
  const other = await open();
  for (const id of [other.tasks[0]!.id, 'no-uuid', '00000000-0000-7000-8000-000000000000'])
    await expect(done(opened.key, id)).rejects.toMatchObject({ code: 'not_found' });
});

test('a link is added once', async () => {
  const { key } = await open();
  const wiki = { title: 'Wiki', url: 'https://wiki.example/a' };
  const added = await addLinks({ ctx: ann(), input: { key, links: [wiki, { ...wiki, title: 'Again' }] } });
  expect(added).toMatchObject({ links: [wiki], version: 2 });
  const before = await traceOf(floor.db, key);
  await addLinks({ ctx: ann(), input: { key, links: [wiki] } });
  expect(await traceOf(floor.db, key)).toEqual(before);
  const many = Array.from({ length: 100 }, (_, n) => ({ title: `${n}`, url: `https://wiki.example/${n}` }));
  await expect(addLinks({ ctx: ann(), input: { key, links: many } })).rejects.toMatchObject({ code: 'conflict' });
  const bad = [{ title: 'x', url: 'ftp://x.example' }];
  await expect(addLinks({ ctx: ann(), input: { key, links: bad } })).rejects.toMatchObject({
    errors: [{ pointer: '/url' }],
  });
});
