import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { tasks } from '../../db/schema/index.ts';
import type { CasePatch } from '../../domain/case.ts';
import { updateTask } from '../tasks/update.ts';
import { after, as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { auditOf, eventsOf, kindsOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { openCase } from './open.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const open = async () =>
  (
    await openCase({
      ctx: ann(),
      input: { fields: { title: 'Case', severity: 'medium', customFields: { region: 'eu', b: 1, aa: 2 } } },
    })
  ).key;
const update = (key: string, patch: CasePatch, ifMatch?: number, seconds = 60) =>
  updateCase({ ctx: ann(seconds), input: { key, patch, ifMatch } });

test('a change raises the version, with a timeline entry, an event and an audit diff of what differs', async () => {
  const key = await open();
  const changed = await update(key, { title: 'Better title', category: 'Cloud', tlp: 'AMBER' }, 1);
  expect(changed).toMatchObject({
    title: 'Better title',
    category: 'Cloud',
    version: 2,
    updatedAt: after(60).toISOString(),
  });
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
    kind: 'updated',
    summary: 'Changed title, category',
    detail: { fields: { title: { from: 'Case', to: 'Better title' }, category: { from: 'Other', to: 'Cloud' } } },
  });
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({
    name: 'case/updated',
    data: { previous: { title: 'Case', category: 'Other' }, current: { title: 'Better title', category: 'Cloud' } },
  });
  expect((await auditOf(floor.db, key)).at(-1)).toMatchObject({
    action: 'case.update',
    diff: { title: { to: 'Better title' } },
  });
});

test('a stale version is refused only where its own fields moved on, and shows the case as it is', async () => {
  const key = await open();
  await update(key, { title: 'Second' }, 1);
  expect(await update(key, { category: 'Cloud' }, 1)).toMatchObject({ title: 'Second', category: 'Cloud', version: 3 });
  await expect(update(key, { title: 'Mine', store: 'Rome' }, 1)).rejects.toMatchObject({
    code: 'stale',
    errors: [{ pointer: '/title' }],
    current: { key, title: 'Second', version: 3 },
  });
  expect((await rowOf(floor.db, key)).store).toBeNull();
  expect(await update(key, { title: 'Third' }, 2)).toMatchObject({ title: 'Third', version: 4 });
  await expect(update(key, { title: 'X' }, 5)).rejects.toMatchObject({
    code: 'stale',
    message: expect.stringContaining('does not exist'),
  });
});

test('of two who change the same field from one version at once, one is told', async () => {
  const key = await open();
  const both = await Promise.allSettled([update(key, { title: 'A' }, 1), update(key, { title: 'B' }, 1)]);
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await rowOf(floor.db, key)).version).toBe(2);
});

test('setting what is there already writes nothing, whatever order a field’s keys come in', async () => {
  const key = await open();
  await update(key, { links: [{ title: 'Wiki', url: 'https://wiki.example/' }], tags: ['a', 'b'] });
  const before = await traceOf(floor.db, key);
  await update(key, {
    title: 'Case',
    severity: 'medium',
    tags: ['a', 'b', 'a'],
    links: [{ title: 'Wiki', url: 'https://wiki.example/' }],
    customFields: { aa: 2, b: 1, region: 'eu' },
    store: null,
    runbook: 'default',
  });
  expect(await traceOf(floor.db, key)).toEqual(before);
});

test('severity has an entry and an event of its own, and moves the timers', async () => {
  const key = await open();
  const raised = await update(key, { severity: 'critical', vip: false });
  expect(raised.sla[0]).toMatchObject({ targetSeconds: 900, dueAt: after(960).toISOString() });
  expect((await rowOf(floor.db, key)).leadDueAt).toEqual(after(960));
  expect(await kindsOf(floor.db, key)).toEqual(['created', 'severity']);
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
    summary: 'Raised severity from medium to critical',
    detail: { from: 'medium', to: 'critical' },
  });
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({
    name: 'case/severity.changed',
    data: { previous: 'medium', current: 'critical' },
  });
  await update(key, { severity: 'low', title: 'Lower' });
  expect(await kindsOf(floor.db, key)).toEqual(['created', 'severity', 'severity', 'updated']);
  expect((await rowOf(floor.db, key)).severityRank).toBe(1);
});

test('a VIP flag shortens the promise, and taking it away lengthens it again', async () => {
  const key = await open();
  expect((await update(key, { vip: true })).sla[0]).toMatchObject({ targetSeconds: 7200 });
  expect((await update(key, { vip: false }, undefined, 120)).sla[0]).toMatchObject({
    targetSeconds: 14_400,
    dueAt: after(14_400).toISOString(),
  });
});

test('an edit is no acknowledgement', async () => {
  expect((await update(await open(), { title: 'Edited' })).acknowledgedAt).toBeNull();
});

test('text that Postgres cannot store is mended; a long text stays out of the event', async () => {
  const key = await open();
  const description = `nul \0 half \ud83d ${'x'.repeat(90_000)}`;
  const changed = await update(key, { title: 'nul\0', description });
  expect(changed.title).toBe('nul\ufffd');
  expect(changed.description).toMatch(/^nul \ufffd half \ufffd x+$/);
  expect((await eventsOf(floor.db, key)).at(-1)!.data).toMatchObject({
    current: { description: null, title: 'nul\ufffd' },
  });
});

test('another runbook begins at its first phase; done tasks stay, open ones of the old go', async () => {
  const key = await open();
  const { id } = await rowOf(floor.db, key);
  const work = await floor.db.select().from(tasks).where(eq(tasks.caseId, id));
  await updateTask({ ctx: ann(), input: { key, taskId: work[0]!.id, patch: { done: true } } });
  const moved = await update(key, { runbook: 'identity' }, 1);
  expect(moved).toMatchObject({ runbook: { key: 'identity', phase: moved.runbook!.phases[0]!.key }, version: 2 });
  expect(moved.tasks.filter((task) => task.doneAt !== null).map((task) => task.title)).toEqual([work[0]!.title]);
  expect(moved.tasks.some((task) => task.title === work[1]!.title && task.doneAt === null)).toBe(false);
  expect(await update(key, { runbook: null })).toMatchObject({ runbook: null });
  await expect(update(key, { runbook: 'none-such' })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/runbook' }],
  });
});

test.each([
  [{}, ''],
  [{ title: '' }, '/title'],
  [{ title: 'X', assignee: null }, '/assignee'],
  [{ techniques: ['T1'] }, '/techniques/0'],
])('%j is refused', async (patch, pointer) => {
  await expect(update(await open(), patch as CasePatch)).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer }],
  });
});

test('a key that is none, or of no case, is not found', async () => {
  for (const key of ['CASE-999999', 'CASE-0', 'nonsense', 'CASE-1\0'])
    await expect(update(key, { title: 'X' })).rejects.toMatchObject({ code: 'not_found' });
});
