import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { members, outbox, runs } from '../../db/schema/index.ts';
import type { BulkAnswer } from '../../domain/bulk.ts';
import { claimBatch } from '../outbox/claim-batch.ts';
import { markSent } from '../outbox/mark-sent.ts';
import { apiKey, as, automation, ctxOf, member, after as moment, testFloor } from '../testing/fixtures.ts';
import { auditOf, eventsOf, kindsOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { addObservables } from './add-observables.ts';
import { assignCase } from './assign.ts';
import { bulkChange } from './bulk.ts';
import { undoBulk } from './bulk-undo.ts';
import { commentOnCase } from './comment.ts';
import { getCase } from './get.ts';
import { mergeCase } from './merge.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const robot = () => ctxOf(floor.db, automation());
const ann = (seconds = 60) => ctxOf(floor.db, as(floor.people.analyst), moment(seconds));
const open = async (fields: object = {}) =>
  (await openCase({ ctx: robot(), input: { fields: { title: 'Case', severity: 'high', ...fields } } })).key;
const change = (keys: string[], what: object, ctx = ann()) => bulkChange({ ctx, input: { keys, change: what } });
const undo = (token: string | null, ctx = ann(65)) => undoBulk({ ctx, input: { token: token! } });
const CLOSE = { state: 'closed', verdict: 'false_positive', summary: 'Nothing there.' };

let keys: string[] = [];
beforeEach(async () => {
  keys = [await open(), await open(), await open()];
});

describe('one change of many cases', () => {
  test('each keeps its own history: timeline, audit, version and events', async () => {
    const answer = await change(keys, { assignee: floor.people.colleague.email });
    expect(answer).toMatchObject({ changed: 3, undoToken: expect.any(String), undoUntil: moment(70).toISOString() });
    expect(answer.results).toEqual(keys.map((key) => ({ key, outcome: 'changed', reason: null })));
    for (const key of keys) {
      expect(await rowOf(floor.db, key)).toMatchObject({
        assigneeId: floor.people.colleague.id,
        queue: null,
        version: 2,
        fieldVersions: { assigneeId: 2 },
        updatedAt: moment(60),
      });
      expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
        kind: 'assigned',
        summary: 'Assigned the case to Carl',
        actor: { name: 'Ann' },
      });
      expect((await auditOf(floor.db, key)).at(-1)).toMatchObject({ action: 'case.assign' });
      expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({
        name: 'case/assigned',
        notBefore: moment(70),
        bulkId: answer.undoToken,
        data: { current: floor.people.colleague.id },
      });
    }
  });

  test.each([
    ['severity', { severity: 'critical' }, { severity: 'critical', severityRank: 4 }, ['created', 'severity']],
    ['tags', { tags: { add: ['till', 'eu'], remove: ['old'] } }, { tags: ['till', 'eu'] }, ['created', 'updated']],
    ['state', { state: 'in_progress' }, { state: 'in_progress' }, ['created', 'acknowledged', 'state']],
    [
      'close',
      CLOSE,
      { stage: 'closed', resolutionVerdict: 'false_positive', closedAt: moment(60) },
      ['created', 'acknowledged', 'state'],
    ],
  ])('%s, as the verb for one case writes it', async (_, what, row, kinds) => {
    await change(keys, what);
    for (const key of keys) {
      expect(await rowOf(floor.db, key)).toMatchObject(row);
      expect(await kindsOf(floor.db, key)).toEqual(kinds);
    }
  });

  test.each([
    ['state', { state: 'in_progress' }],
    ['severity', { severity: 'low' }],
    ['assignee', { assignee: null }],
    ['tags', { tags: { add: ['late'] } }],
  ])('%s of a case that was merged away is refused as the verb for one case refuses it', async (_, what) => {
    const [gone = '', into = '', other = ''] = keys;
    await mergeCase({ ctx: ann(), input: { key: gone, into } });
    const before = await rowOf(floor.db, gone);
    const { results, changed } = await change([gone, other], what);
    expect(results[0]).toEqual({ key: gone, outcome: 'refused', reason: expect.stringContaining(`act on ${into}`) });
    expect(results[1]).toMatchObject({ key: other, outcome: expect.not.stringContaining('refused') });
    expect(changed).toBeLessThanOrEqual(1);
    expect(await rowOf(floor.db, gone)).toEqual(before);
  });

  test('the timers and the stored due times are those of the same change made one by one', async () => {
    const [one = '', ...rest] = keys;
    await updateCase({ ctx: ann(), input: { key: one, patch: { severity: 'critical' } } });
    await change(rest, { severity: 'critical' });
    const single = await getCase({ ctx: ann(), input: { key: one } });
    for (const key of rest) {
      expect((await getCase({ ctx: ann(), input: { key } })).sla).toEqual(single.sla);
      expect((await rowOf(floor.db, key)).leadDueAt).toEqual((await rowOf(floor.db, one)).leadDueAt);
    }
  });

  test('what one case refuses does not hold up the others, and says why', async () => {
    const subject = await member(floor.db, { name: 'Sam' });
    const about = await open({ observables: [{ type: 'user', value: subject.email }] });
    const before = await traceOf(floor.db, about);
    const answer = await change([about, 'CASE-999999', keys[0]!.toLowerCase(), keys[0]!, 'nonsense'], {
      assignee: subject.id,
    });
    expect(answer.results).toEqual([
      { key: about, outcome: 'refused', reason: expect.stringContaining('subject') },
      { key: 'CASE-999999', outcome: 'refused', reason: 'CASE-999999 was not found.' },
      { key: keys[0], outcome: 'changed', reason: null },
      { key: 'NONSENSE', outcome: 'refused', reason: 'NONSENSE was not found.' },
    ]);
    expect(await traceOf(floor.db, about)).toEqual(before);
  });

  test('a case that may not be seen does not exist, and one that may not be worked is refused', async () => {
    const hidden = await open({ restricted: true });
    const answer = await change([hidden], { severity: 'low' });
    expect(answer).toEqual({
      results: [{ key: hidden, outcome: 'refused', reason: `${hidden} was not found.` }],
      changed: 0,
      undoToken: null,
      undoUntil: null,
    });
    await expect(change(keys, { severity: 'low' }, ctxOf(floor.db, as(floor.people.viewer)))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('a change of nothing leaves no trace', async () => {
    const before = await traceOf(floor.db, keys[0]!);
    const answer = await change(keys, { severity: 'high' });
    expect(answer.results.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(answer.undoToken).toBeNull();
    expect(await traceOf(floor.db, keys[0]!)).toEqual(before);
  });

  test.each([
    [{}, ''],
    [{ severity: 'low', assignee: null }, ''],
    [{ severity: 'low', summary: 'x' }, '/summary'],
    [{ severity: 'urgent' }, '/severity'],
    [{ colour: 'red' }, '/colour'],
  ])('%j is refused by its pointer', async (what, pointer) => {
    await expect(change(keys, what)).rejects.toMatchObject({
      code: 'invalid',
      errors: expect.arrayContaining([expect.objectContaining({ pointer: `/change${pointer}` })]),
    });
  });

  test('two at once on the same cases: both are done, one after the other', async () => {
    const [a, b] = await Promise.all([
      change(keys, { severity: 'low' }),
      change(keys.toReversed(), { tags: { add: ['both'] } }),
    ]);
    expect([a.changed, b.changed]).toEqual([3, 3]);
    for (const key of keys)
      expect(await rowOf(floor.db, key)).toMatchObject({ severity: 'low', tags: ['both'], version: 3 });
  });
});

describe('taking it back', () => {
  const facts = async (key: string) => {
    const { version: _, updatedAt: __, fieldVersions: ___, ...row } = await rowOf(floor.db, key);
    return row;
  };

  test.each([
    ['severity', () => ({ severity: 'critical' })],
    ['owner', () => ({ assignee: floor.people.colleague.id })],
    ['tags', () => ({ tags: { add: ['x'] } })],
  ])('%s: every field and timer is as it was', async (_, whatOf) => {
    const before = await Promise.all(keys.map(facts));
    const answer = await change(keys, whatOf());
    expect(await undo(answer.undoToken)).toEqual({
      results: keys.map((key) => ({ key, outcome: 'changed', reason: null })),
      changed: 3,
    });
    expect(await Promise.all(keys.map(facts))).toEqual(before);
    expect((await timelineOf(floor.db, keys[0]!)).at(-1)!.summary).toContain('Took back');
  });

  test('a close that is taken back starts no clock anew; that a person acted stays', async () => {
    const sla = async () => (await getCase({ ctx: ann(120), input: { key: keys[0]! } })).sla;
    await transitionCase({ ctx: ann(30), input: { key: keys[0]!, to: { state: 'in_progress' } } });
    const before = await sla();
    const { undoToken } = await change(keys, CLOSE);
    await undo(undoToken);
    expect(await sla()).toEqual(before);
    expect(await rowOf(floor.db, keys[1]!)).toMatchObject({
      stage: 'new',
      closedAt: null,
      resolutionVerdict: null,
      acknowledgedAt: moment(60),
    });
  });

  test('its events and their runs are gone; browsers are told, automations are not', async () => {
    const { undoToken } = await change(keys, { severity: 'critical' });
    const ofKey = async () => (await eventsOf(floor.db, keys[0]!)).map(({ name, sentAt }) => [name, sentAt !== null]);
    const [held] = await floor.db.select().from(outbox).where(eq(outbox.bulkId, undoToken!));
    expect(await floor.db.select().from(runs).where(eq(runs.eventId, held!.id))).not.toHaveLength(0);
    await undo(undoToken);
    expect((await ofKey()).slice(-1)).toEqual([['case/updated', true]]);
    expect(await floor.db.select().from(outbox).where(eq(outbox.bulkId, undoToken!))).toEqual([]);
    expect(await floor.db.select().from(runs).where(eq(runs.eventId, held!.id))).toEqual([]);
  });

  test('a case that somebody changed meanwhile keeps that, and its events go out', async () => {
    const { undoToken } = await change(keys, { severity: 'critical' });
    await updateCase({ ctx: ann(62), input: { key: keys[0]!, patch: { severity: 'low' } } });
    await commentOnCase({ ctx: ann(63), input: { key: keys[1]!, body: 'No field of it.' } });
    expect((await undo(undoToken)).results).toEqual([
      { key: keys[0], outcome: 'refused', reason: `${keys[0]} has changed since: severity.` },
      { key: keys[1], outcome: 'changed', reason: null },
      { key: keys[2], outcome: 'changed', reason: null },
    ]);
    expect((await rowOf(floor.db, keys[0]!)).severity).toBe('low');
    expect(await floor.db.select().from(outbox).where(eq(outbox.bulkId, undoToken!))).toHaveLength(1);
  });

  test('once, in time, by who made it', async () => {
    const { undoToken } = await change(keys, { severity: 'critical' });
    await expect(undo(undoToken, ctxOf(floor.db, as(floor.people.lead), moment(61)))).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(undo('no token')).rejects.toMatchObject({ code: 'not_found' });
    await expect(undo(undoToken, ann(70))).rejects.toMatchObject({ code: 'conflict' });
    const both = await Promise.allSettled([undo(undoToken), undo(undoToken)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(undo(undoToken)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('already'),
    });
  });

  test('a case that was merged away meanwhile stays as it ended', async () => {
    const [gone = '', into = '', other = ''] = keys;
    const { undoToken } = await change([gone, other], { severity: 'low' });
    await mergeCase({ ctx: ann(62), input: { key: gone, into } });
    const { results, changed } = await undo(undoToken);
    expect(changed).toBe(1);
    expect(results).toContainEqual({
      key: gone,
      outcome: 'refused',
      reason: expect.stringContaining(`act on ${into}`),
    });
    expect(await rowOf(floor.db, gone)).toMatchObject({ severity: 'low', stage: 'closed' });
  });

  test('nobody gets a case back whom it is about by now, or who can own none any more', async () => {
    const [about, gone, well] = keys as [string, string, string];
    const [sam, kim] = [await member(floor.db, { name: 'Sam' }), await member(floor.db, { name: 'Kim' })];
    for (const [key, owner] of [[about, sam] as const, [gone, kim] as const, [well, sam] as const])
      await assignCase({ ctx: robot(), input: { key, assignee: owner.id } });
    const { undoToken } = await change(keys, { assignee: floor.people.colleague.email });
    await addObservables({
      ctx: ctxOf(floor.db, as(floor.people.lead), moment(62)),
      input: { key: about, items: [{ type: 'user', value: sam.email }] },
    });
    await floor.db
      .update(members)
      .set({ disabledAt: moment(63) })
      .where(eq(members.id, kim.id));
    expect((await undo(undoToken)).results).toEqual([
      { key: about, outcome: 'refused', reason: expect.stringContaining('Sam is the subject') },
      { key: gone, outcome: 'refused', reason: 'Kim is disabled and can own no case.' },
      { key: well, outcome: 'changed', reason: null },
    ]);
    const { id } = floor.people.colleague;
    expect([(await rowOf(floor.db, about)).assigneeId, (await rowOf(floor.db, gone)).assigneeId]).toEqual([id, id]);
  });

  test('not where an event has gone out: then nothing is undone', async () => {
    const { undoToken } = await change(keys, { severity: 'critical' });
    const [sent] = await floor.db.select().from(outbox).where(eq(outbox.bulkId, undoToken!)).limit(1);
    await floor.db.transaction((tx) => markSent(tx, [sent!.id], moment(64)));
    await expect(undo(undoToken)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('too late'),
    });
    expect((await rowOf(floor.db, keys[2]!)).severity).toBe('critical');
  });
});

test('the relay leaves the events alone for ten seconds, and what follows them of the same case', async () => {
  const other = await open();
  await floor.db.update(outbox).set({ sentAt: moment(0) });
  const answer: BulkAnswer = await change(
    keys,
    { severity: 'critical' },
    ctxOf(floor.db, apiKey('analyst'), moment(60)),
  );
  await commentOnCase({ ctx: ann(61), input: { key: keys[0]!, body: 'Later.' } });
  await commentOnCase({ ctx: ann(61), input: { key: other, body: 'Of another.' } });
  const claimed = (seconds: number) =>
    floor.db.transaction(async (tx) => (await claimBatch(tx, 100, moment(seconds))).map(({ name }) => name));
  expect(await claimed(69)).toEqual(['case/comment.added']);
  expect(await claimed(70)).toEqual([
    ...Array.from({ length: answer.changed }, () => 'case/severity.changed'),
    'case/comment.added',
    'case/comment.added',
  ]);
});
