import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { members } from '../../db/schema/index.ts';
import { after, apiKey, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { eventsOf, kindsOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { acknowledgeCase } from './acknowledge.ts';
import { type AssignInput, assignCase } from './assign.ts';
import { commentOnCase } from './comment.ts';
import { openCase } from './open.ts';

const floor = testFloor();
const robot = () => ctxOf(floor.db, automation());
const open = async () => (await openCase({ ctx: robot(), input: { fields: { title: 'Case', severity: 'high' } } })).key;
const assign = (
  key: string,
  assignee: string | null,
  more: Partial<AssignInput> = {},
  actor = as(floor.people.analyst),
) => assignCase({ ctx: ctxOf(floor.db, actor, after(60)), input: { key, assignee, ...more } });

test('taking a case acknowledges it; giving it to another does not', async () => {
  const { analyst, colleague } = floor.people;
  const taken = await open();
  expect(await assign(taken, analyst.email)).toMatchObject({
    assignee: { id: analyst.id, name: 'Ann', kind: 'user' },
    group: null,
    acknowledgedAt: after(60).toISOString(),
    version: 2,
  });
  expect(await kindsOf(floor.db, taken)).toEqual(['created', 'acknowledged', 'assigned']);
  const given = await open();
  expect(await assign(given, colleague.id, { reason: 'he knows the store' })).toMatchObject({ acknowledgedAt: null });
  expect((await timelineOf(floor.db, given)).at(-1)).toMatchObject({
    summary: 'Assigned the case to Carl: he knows the store',
    detail: { from: null, to: colleague.id },
  });
  expect((await eventsOf(floor.db, given)).slice(-2)).toMatchObject([
    { name: 'case/assigned', data: { previous: null, current: colleague.id } },
    { name: 'notice/created', data: { members: [colleague.id] } },
  ]);
  const [stored] = await floor.db.select().from(members).where(eq(members.id, colleague.id));
  expect(stored!.lastAssignedAt).toEqual(after(60));
});

test('who takes a case that is his already only acknowledges it, once', async () => {
  const key = await open();
  await assign(key, floor.people.analyst.id, {}, automation());
  expect(await assign(key, floor.people.analyst.id)).toMatchObject({
    acknowledgedAt: after(60).toISOString(),
    version: 2,
  });
  expect(await kindsOf(floor.db, key)).toEqual(['created', 'assigned', 'acknowledged']);
  const before = await traceOf(floor.db, key);
  await assign(key, floor.people.analyst.id);
  expect(await traceOf(floor.db, key)).toEqual(before);
});

test('the earlier owner stays as a collaborator where asked; a new owner is none', async () => {
  const { analyst, colleague } = floor.people;
  const key = await open();
  await assign(key, analyst.id);
  const kept = await assign(key, colleague.id, { keepPrevious: true });
  expect(kept.collaborators.map((one) => one.name)).toEqual(['Ann']);
  expect((await assign(key, analyst.id)).collaborators).toEqual([]);
  expect((await assign(key, floor.scout.id, { keepPrevious: false })).assignee).toMatchObject({ kind: 'ai' });
});

test('back to the queue: an unowned case always stands in one, and the leads’ is told on the card', async () => {
  const key = await open();
  await assign(key, floor.people.analyst.id);
  expect(await assign(key, null)).toMatchObject({ assignee: null, group: 'triage' });
  const before = await traceOf(floor.db, key);
  await assign(key, null);
  expect(await traceOf(floor.db, key)).toEqual(before);
  const flagged = await assign(key, null, { queue: 'leads', reason: 'nobody on shift' }, automation());
  expect(flagged.group).toBe('leads');
  expect(flagged.why).toContainEqual({ text: 'nobody was available to take it', tone: 'risk' });
  expect((await timelineOf(floor.db, key)).at(-1)!.summary).toBe('Put the case into the leads’ queue: nobody on shift');
  expect((await rowOf(floor.db, key)).queue).toBe('leads');
});

test('the disabled, viewers, the subject and the unknown can own no case', async () => {
  const subject = await member(floor.db, { name: 'Sam' });
  const gone = await member(floor.db, { name: 'Gone', disabledAt: after(-1) });
  const observables = [{ type: 'user' as const, value: subject.email }];
  const fields = { title: 'About Sam', severity: 'low', observables } as const;
  const { key } = await openCase({ ctx: robot(), input: { fields: { ...fields, observables } } });
  const before = await traceOf(floor.db, key);
  await expect(assign(key, subject.id)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('subject'),
  });
  await expect(assign(key, gone.id)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('disabled'),
  });
  await expect(assign(key, floor.people.viewer.id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(assign(key, 'nobody')).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/assignee' }] });
  expect(await traceOf(floor.db, key)).toEqual(before);
});

test('a version from before another assignment is stale', async () => {
  const key = await open();
  await assign(key, floor.people.colleague.id, { ifMatch: 1 });
  await expect(assign(key, floor.people.analyst.id, { ifMatch: 1 })).rejects.toMatchObject({
    code: 'stale',
    errors: [{ pointer: '/assignee' }],
    current: { assignee: { name: 'Carl' } },
  });
});

test('acknowledging: a person or a key that says so, once; never an automation or Scout', async () => {
  const acknowledge = (key: string, actor: Parameters<typeof ctxOf>[1], seconds = 60) =>
    acknowledgeCase({ ctx: ctxOf(floor.db, actor, after(seconds)), input: { key } });
  const key = await open();
  const scout = { kind: 'ai', id: floor.scout.id, name: 'Scout', runId: 'run-1' } as const;
  const untouched = await traceOf(floor.db, key);
  expect(await acknowledge(key, automation())).toMatchObject({ acknowledgedAt: null });
  expect(await acknowledge(key, scout)).toMatchObject({ acknowledgedAt: null });
  expect(await traceOf(floor.db, key)).toEqual(untouched);

  const said = await acknowledge(key, as(floor.people.analyst));
  expect(said).toMatchObject({ acknowledgedAt: after(60).toISOString(), version: 1 });
  expect(said.sla[0]).toMatchObject({ status: 'met', completedAt: after(60).toISOString() });
  expect(await rowOf(floor.db, key)).toMatchObject({
    acknowledgedBy: floor.people.analyst.id,
    leadDueAt: after(28_800),
  });
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({ name: 'case/updated' });
  const before = await traceOf(floor.db, key);
  expect(await acknowledge(key, as(floor.people.colleague), 90)).toMatchObject({
    acknowledgedAt: after(60).toISOString(),
  });
  expect(await traceOf(floor.db, key)).toEqual(before);

  const byKey = await open();
  expect(await acknowledge(byKey, apiKey('analyst'))).toMatchObject({ acknowledgedAt: after(60).toISOString() });
  await expect(acknowledge(await open(), as(floor.people.viewer))).rejects.toMatchObject({ code: 'forbidden' });
});

test('a person’s comment acknowledges, a program’s does not; two at once do it once', async () => {
  const comment = (key: string, actor: Parameters<typeof ctxOf>[1]) =>
    commentOnCase({ ctx: ctxOf(floor.db, actor, after(60)), input: { key, body: ' **seen** ' } });
  const key = await open();
  await comment(key, apiKey('analyst'));
  await comment(key, automation());
  expect(await rowOf(floor.db, key)).toMatchObject({ acknowledgedAt: null, version: 1 });
  const items = await Promise.all([comment(key, as(floor.people.analyst)), comment(key, as(floor.people.colleague))]);
  expect(items[0]).toMatchObject({ kind: 'comment', detail: { body: '**seen**' }, actor: { name: 'Ann' } });
  expect((await kindsOf(floor.db, key)).filter((kind) => kind === 'acknowledged')).toHaveLength(1);
  expect(await rowOf(floor.db, key)).toMatchObject({ acknowledgedAt: after(60), version: 1, leadDueAt: after(28_800) });
  const last = (await eventsOf(floor.db, key)).at(-1)!;
  expect(last).toMatchObject({ name: 'case/comment.added', data: { current: { timelineId: expect.any(String) } } });
  await expect(commentOnCase({ ctx: robot(), input: { key, body: '  ' } })).rejects.toMatchObject({
    errors: [{ pointer: '/body' }],
  });
});
