import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseEvents } from '../../db/schema/index.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { eventsOf, kindsOf, namesOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { receiveOn, wizEvent, wizOrigin } from '../testing/vendor.ts';
import { assignCase } from './assign.ts';
import { findCaseByObject } from './find-by-object.ts';
import { openCase } from './open.ts';
import type { ReceiveInput } from './receive-event.ts';
import { transitionCase } from './transition.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const robot = (seconds = 0) => ctxOf(floor.db, automation(), after(seconds));
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
let made = 0;

async function open(severity: 'medium' | 'high' = 'medium') {
  made += 1;
  const object = `issue-${made}`;
  const fields = { title: object, severity, category: 'Cloud', source: 'wiz' } as const;
  const { key } = await openCase({ ctx: robot(), input: { fields, origin: wizOrigin(object) } });
  return { key, object };
}

const receive = (key: string, object: string, more: Partial<ReceiveInput> = {}, seconds = 60) =>
  receiveOn(robot(seconds), key, {
    event: wizEvent(object, { receivedAt: after(seconds), at: after(seconds) }),
    observables: [],
    ...more,
  });
const resolve = (key: string) =>
  transitionCase({
    ctx: ann(30),
    input: { key, to: { state: 'resolved', verdict: 'true_positive', summary: 'Closed the port.' } },
  });

test('a delivery is attached once, and a second time writes nothing', async () => {
  const { key, object } = await open();
  const event = wizEvent(object, { receivedAt: after(50) });
  const observables = [{ type: 'ipv4' as const, value: '198.51.100.7', origins: [{ path: '/ip' }] }];
  expect(await receive(key, object, { event, observables })).toEqual({
    key,
    attached: true,
    changes: ['1 new observables'],
  });
  expect(await rowOf(floor.db, key)).toMatchObject({
    eventCount: 2,
    lastEventAt: after(50),
    observableCount: 1,
    version: 1,
  });
  const before = await traceOf(floor.db, key);
  const repeats = await Promise.all([
    receive(key, object, { event, observables }),
    receive(key, object, { event, severity: 'critical' }),
  ]);
  expect(repeats.map((one) => one.attached)).toEqual([false, false]);
  expect(await traceOf(floor.db, key)).toEqual(before);
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({
    name: 'case/updated',
    data: { previous: { events: 1 }, current: { events: 2, vendorId: object } },
  });
});

test('an event that Postgres could not store as it came is attached all the same', async () => {
  const { key } = await open();
  const event = wizEvent('issue\0', { title: '\0', summary: 'Wiz\0', raw: { deep: ['\ud800'] } });
  const observables = [{ value: 'echo \0', type: 'command_line' as const, origins: [{ path: '/\0' }] }];
  expect(await receive(key, 'issue\0', { event, observables })).toMatchObject({ attached: true });
});

test('an event that comes late does not turn the time of the last one back', async () => {
  const { key, object } = await open();
  await receive(key, object, {}, 100);
  await receive(key, object, {}, 20);
  expect(await rowOf(floor.db, key)).toMatchObject({ lastEventAt: after(100), eventCount: 3 });
});

test('the severity follows the vendor up and down, with its event tied to the delivery', async () => {
  const { key, object } = await open('medium');
  expect((await receive(key, object, { severity: 'critical' })).changes).toEqual(['severity medium → critical']);
  expect(await rowOf(floor.db, key)).toMatchObject({
    severity: 'critical',
    severityRank: 4,
    leadDueAt: after(960),
    version: 2,
  });
  expect((await receive(key, object, { severity: 'low' }, 90)).changes).toEqual(['severity critical → low']);
  const entries = (await timelineOf(floor.db, key)).filter((entry) => entry.kind === 'severity');
  expect(entries.map((entry) => entry.detail)).toEqual([
    { from: 'medium', to: 'critical' },
    { from: 'critical', to: 'low' },
  ]);
  expect((await namesOf(floor.db, key)).filter((name) => name === 'case/severity.changed')).toHaveLength(3);
});

test('what an analyst set stands while the vendor only repeats itself', async () => {
  const { key, object } = await open('medium');
  await updateCase({ ctx: ann(10), input: { key, patch: { severity: 'critical' } } });
  expect((await receive(key, object, { severity: 'medium' })).changes).toEqual([]);
  expect((await rowOf(floor.db, key)).severity).toBe('critical');
  expect((await receive(key, object, { severity: 'high' }, 90)).changes).toEqual(['severity critical → high']);
});

test('an event wakes a case from hold: to its owner’s desk, or to triage', async () => {
  for (const [owner, state] of [
    [floor.people.analyst.id, 'in_progress'],
    [null, 'triage'],
  ] as const) {
    const { key, object } = await open();
    if (owner) await assignCase({ ctx: ann(10), input: { key, assignee: owner } });
    const hold = { state: 'on_hold', reason: 'Waits', wakeAt: after(86_400) } as const;
    await transitionCase({ ctx: ann(20), input: { key, to: hold } });
    expect((await receive(key, object)).changes).toEqual(['woken from hold']);
    expect(await rowOf(floor.db, key)).toMatchObject({ state, wakeAt: null, onHoldReason: null });
    expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
      kind: 'state',
      detail: { reason: 'A new event from wiz woke the case' },
    });
  }
});

test('an ended case takes the event and stays as it is, unless it is to be reopened', async () => {
  const { key, object } = await open();
  await resolve(key);
  const noted = await receive(key, object, { severity: 'critical' });
  expect(noted).toMatchObject({ attached: true, changes: [] });
  expect(await rowOf(floor.db, key)).toMatchObject({ state: 'resolved', severity: 'medium', eventCount: 2 });
  const reopened = await receive(key, object, { severity: 'high', reopen: true }, 90);
  expect(reopened.changes).toEqual(['severity medium → high', 'reopened']);
  expect(await rowOf(floor.db, key)).toMatchObject({
    state: 'triage',
    severity: 'high',
    resolutionVerdict: null,
    resolvedAt: null,
  });
  expect((await rowOf(floor.db, key)).leadDueAt).toEqual(after(90 + 28_800));
});

test('the vendor’s end resolves an open case where asked, and acknowledges nothing', async () => {
  const { key, object } = await open();
  const done = await receive(key, object, { resolve: { summary: 'Wiz reports the issue RESOLVED.' } });
  expect(done.changes).toEqual(['resolved']);
  expect(await rowOf(floor.db, key)).toMatchObject({
    state: 'resolved',
    resolutionVerdict: 'undetermined',
    resolutionSummary: 'Wiz reports the issue RESOLVED.',
    acknowledgedAt: null,
    leadDueAt: null,
  });
  expect(await kindsOf(floor.db, key)).toEqual(['created', 'event', 'event', 'state']);
});

test('ten different deliveries at once are all attached and counted', async () => {
  const { key, object } = await open();
  await Promise.all(Array.from({ length: 10 }, (_, n) => receive(key, object, {}, 60 + n)));
  const row = await rowOf(floor.db, key);
  expect(row).toMatchObject({ eventCount: 11, lastEventAt: after(69) });
  expect(await floor.db.select().from(caseEvents).where(eq(caseEvents.caseId, row.id))).toHaveLength(11);
});

test('the case of an object is found while it is open and after, and never by who may not see it', async () => {
  const { key, object } = await open();
  const find = (ctx = robot()) => findCaseByObject({ ctx, input: { connectorId: 'wiz', objectKey: object } });
  expect(await find()).toMatchObject({ key, open: true, stage: 'new', severity: 'medium', endedAt: null });
  await resolve(key);
  expect(await find()).toMatchObject({ open: false, endedAt: after(30).toISOString() });
  await updateCase({ ctx: ctxOf(floor.db, as(floor.people.lead)), input: { key, patch: { restricted: true } } });
  expect(await find(ctxOf(floor.db, as(floor.people.viewer)))).toBeNull();
  expect(await findCaseByObject({ ctx: robot(), input: { connectorId: 'other', objectKey: object } })).toBeNull();
});
