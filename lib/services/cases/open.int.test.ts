import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseEvents, caseObjects, runs, tasks } from '../../db/schema/index.ts';
import { after, apiKey, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { auditOf, eventsOf, kindsOf, namesOf, rowOf, timelineOf } from '../testing/reads.ts';
import { wizEvent, wizOrigin } from '../testing/vendor.ts';
import { openCase } from './open.ts';

const floor = testFloor();
const analyst = () => ctxOf(floor.db, as(floor.people.analyst));
const workflow = () => ctxOf(floor.db, automation());

test('a case by hand: defaults, the default runbook with its tasks, timers from now', async () => {
  const opened = await openCase({ ctx: analyst(), input: { fields: { title: 'Odd sign-in', severity: 'high' } } });
  expect(opened).toMatchObject({
    state: 'new',
    stage: 'new',
    category: 'Other',
    source: 'manual',
    tlp: 'AMBER',
    version: 1,
    assignee: null,
    group: 'triage',
    acknowledgedAt: null,
    runbook: { key: 'default', phase: 'identify' },
    createdBy: { kind: 'user', name: 'Ann' },
  });
  expect(opened.key).toMatch(/^CASE-\d+$/);
  expect(opened.tasks[0]).toMatchObject({ phase: 'identify', doneAt: null });
  expect(opened.sla.map(({ metric, targetSeconds, dueAt, lead }) => ({ metric, targetSeconds, dueAt, lead }))).toEqual([
    { metric: 'acknowledge', targetSeconds: 1800, dueAt: after(1800).toISOString(), lead: true },
    { metric: 'resolve', targetSeconds: 28_800, dueAt: after(28_800).toISOString(), lead: false },
  ]);
  const row = await rowOf(floor.db, opened.key);
  expect(row.leadDueAt).toEqual(after(1800));
  expect(row.leadAtRiskAt).toEqual(after(1440));
  expect(await kindsOf(floor.db, opened.key)).toEqual(['created']);
  expect(await namesOf(floor.db, opened.key)).toEqual(['case/created', 'case/severity.changed']);
  expect(await auditOf(floor.db, opened.key)).toMatchObject([{ action: 'case.open', actor: { name: 'Ann' } }]);
});

test('a case of a delivery: event, observables and runs in the same transaction, timers from the receipt', async () => {
  const event = wizEvent('issue-1', { receivedAt: after(-600), at: after(-900) });
  const opened = await openCase({
    ctx: ctxOf(floor.db, automation(), undefined, { cause: ['event-0'] }),
    input: {
      fields: { title: 'Exposed VM', severity: 'critical', category: 'Cloud', source: 'wiz' },
      origin: wizOrigin('issue-1', {
        event,
        observables: [
          {
            type: 'ipv4',
            value: '203.0.113.9',
            role: 'implicated',
            origins: [{ path: '/ip', deliveryId: event.deliveryId! }],
          },
          { type: 'cloud_resource', value: 'vm-7', role: 'own', origins: [{ path: '/resource' }] },
        ],
      }),
    },
  });
  expect(opened).toMatchObject({ observableCount: 2, eventCount: 1, source: 'wiz', runbook: { key: 'cloud-wiz' } });
  expect(opened.sla[0]).toMatchObject({ startedAt: after(-600).toISOString(), dueAt: after(300).toISOString() });

  const row = await rowOf(floor.db, opened.key);
  expect(row.lastEventAt).toEqual(after(-600));
  expect(await kindsOf(floor.db, opened.key)).toEqual(['created', 'event', 'observables']);
  expect(await namesOf(floor.db, opened.key)).toEqual([
    'case/created',
    'case/observable.added',
    'case/severity.changed',
  ]);
  const entries = await timelineOf(floor.db, opened.key);
  expect(entries.every((entry) => entry.runId !== null && entry.actorKind === 'automation')).toBe(true);
  const severityEvent = (await eventsOf(floor.db, opened.key)).find((one) => one.name === 'case/severity.changed')!;
  expect(severityEvent.data).toMatchObject({
    key: opened.key,
    previous: null,
    current: 'critical',
    cause: ['event-0'],
  });
  expect(severityEvent.sentAt).toBeNull();
  const ledger = await floor.db.select().from(runs).where(eq(runs.caseId, row.id));
  expect(ledger.filter(({ eventName }) => eventName === 'case/severity.changed')).toMatchObject([
    { automation: 'route-by-severity', eventId: severityEvent.id, status: 'queued', deliveryId: event.deliveryId },
  ]);
  const [stored] = await floor.db.select().from(caseEvents).where(eq(caseEvents.caseId, row.id));
  expect(stored).toMatchObject({ vendorId: 'issue-1', raw: { issue: { id: 'issue-1' } }, at: after(-900) });
  const copied = await floor.db.select().from(tasks).where(eq(tasks.caseId, row.id));
  expect(copied.length).toBe(opened.tasks.length);
});

test('of two opens for one vendor object at once, one wins and the other is a conflict that leaves nothing', async () => {
  const attempts = await Promise.allSettled(
    [1, 2, 3, 4].map((n) =>
      openCase({
        ctx: workflow(),
        input: { fields: { title: `Race ${n}`, severity: 'low' }, origin: wizOrigin('raced') },
      }),
    ),
  );
  expect(attempts.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  for (const one of attempts)
    if (one.status === 'rejected')
      expect(one.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('raced') });
  expect(await floor.db.select().from(caseObjects).where(eq(caseObjects.objectKey, 'raced'))).toHaveLength(1);
  expect(await floor.db.select().from(caseEvents).where(eq(caseEvents.vendorId, 'raced'))).toHaveLength(1);
});

test('a case that follows an old one takes its vendor object over, once', async () => {
  const old = await openCase({
    ctx: workflow(),
    input: { fields: { title: 'First', severity: 'low' }, origin: wizOrigin('again') },
  });
  const follow = () =>
    openCase({
      ctx: workflow(),
      input: { fields: { title: 'Second', severity: 'low' }, origin: wizOrigin('again', { follows: old.key }) },
    });
  const next = await follow();
  const objects = await floor.db.select().from(caseObjects).where(eq(caseObjects.objectKey, 'again'));
  const current = objects.filter((object) => object.current);
  expect(current).toHaveLength(1);
  expect(current[0]!.caseId).toBe((await rowOf(floor.db, next.key)).id);
  expect((await timelineOf(floor.db, next.key))[0]).toMatchObject({ detail: { follows: old.key } });
  expect((await timelineOf(floor.db, old.key)).at(-1)).toMatchObject({
    kind: 'link',
    detail: { followedBy: next.key },
  });
  await expect(follow()).rejects.toMatchObject({ code: 'conflict' });
});

test.each([
  ['an unknown assignee', { assignee: 'nobody@retail.example' }, '/assignee'],
  ['an unknown runbook', { runbook: 'no-such' }, '/runbook'],
  ['an unknown field', { colour: 'red' }, '/colour'],
  ['an empty title', { title: '  ' }, '/title'],
  ['a link that is no web address', { links: [{ title: 'x', url: 'javascript:alert(1)' }] }, '/links/0/url'],
  ['an observable without a value', { observables: [{ value: '' }] }, '/observables/0/value'],
  ['an unknown severity', { severity: 'urgent' }, '/severity'],
])('%s is refused by its pointer', async (_name, wrong, pointer) => {
  const fields = { title: 'Wrong', severity: 'low', ...wrong } as Parameters<typeof openCase>[0]['input']['fields'];
  await expect(openCase({ ctx: analyst(), input: { fields } })).rejects.toMatchObject({
    code: 'invalid',
    errors: [expect.objectContaining({ pointer })],
  });
});

test('who takes a case by opening it has acknowledged it; who gives it to another has not', async () => {
  const { analyst: ann, colleague } = floor.people;
  const fields = { title: 'Mine', severity: 'high' } as const;
  const mine = await openCase({ ctx: analyst(), input: { fields: { ...fields, assignee: ann.email.toUpperCase() } } });
  expect(mine).toMatchObject({ assignee: { name: 'Ann', kind: 'user' }, group: null });
  expect(mine.acknowledgedAt).not.toBeNull();
  expect(mine.sla[0]).toMatchObject({ metric: 'acknowledge', status: 'met' });
  const his = await openCase({ ctx: analyst(), input: { fields: { ...fields, assignee: colleague.id } } });
  expect(his).toMatchObject({ assignee: { name: 'Carl' }, acknowledgedAt: null });
  expect(await kindsOf(floor.db, his.key)).toEqual(['created', 'assigned']);
  expect(await namesOf(floor.db, his.key)).toEqual([
    'case/created',
    'case/severity.changed',
    'case/assigned',
    'notice/created',
  ]);
});

test('who is disabled, a viewer or the subject opens as no owner', async () => {
  const lead = ctxOf(floor.db, as(floor.people.lead));
  const gone = await member(floor.db, { name: 'Gone', disabledAt: after(-10) });
  const open = (assignee: string, observables: { type: 'user'; value: string }[] = []) =>
    openCase({ ctx: lead, input: { fields: { title: 'Owner', severity: 'low', assignee, observables } } });
  await expect(open(gone.id)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('disabled') });
  await expect(open(floor.people.viewer.id)).rejects.toMatchObject({ code: 'conflict' });

  const subject = await member(floor.db, { name: 'Subject' });
  const opened = await open(subject.id, [{ type: 'user', value: subject.email.toUpperCase() }]);
  expect(opened).toMatchObject({ assignee: null, group: 'leads' });
  expect((await rowOf(floor.db, opened.key)).subjectMemberId).toBe(subject.id);
  const assigned = (await eventsOf(floor.db, opened.key)).filter((event) => event.name === 'case/assigned');
  expect(assigned.map((event) => event.data)).toMatchObject([{ previous: subject.id, current: null }]);
});

test('what Postgres cannot store arrives as the replacement character, vendors’ bodies included', async () => {
  const opened = await openCase({
    ctx: workflow(),
    input: {
      fields: { title: 'a\0b', severity: 'low', customFields: { note: 'x\0' } },
      origin: wizOrigin('nul\0', {
        event: wizEvent('nul\0', { raw: { text: '\0\ud800' }, title: 'nul\0' }),
        observables: [{ type: 'command_line', value: 'echo \0', role: 'implicated', origins: [{ path: '/\0' }] }],
      }),
    },
  });
  expect(opened).toMatchObject({ title: 'a\ufffdb', customFields: { note: 'x\ufffd' }, observableCount: 1 });
});

test('only leads restrict at opening; a key’s case says so; a viewer opens none', async () => {
  const fields = { title: 'Insider', severity: 'low', restricted: true } as const;
  await expect(openCase({ ctx: analyst(), input: { fields } })).rejects.toMatchObject({ code: 'forbidden' });
  const lead = ctxOf(floor.db, as(floor.people.lead));
  expect(await openCase({ ctx: lead, input: { fields } })).toMatchObject({ restricted: true });
  const viewer = ctxOf(floor.db, as(floor.people.viewer));
  await expect(openCase({ ctx: viewer, input: { fields } })).rejects.toMatchObject({ code: 'forbidden' });
  const byKey = ctxOf(floor.db, apiKey('analyst'));
  expect(await openCase({ ctx: byKey, input: { fields: { title: 'Key', severity: 'low' } } })).toMatchObject({
    source: 'api',
  });
});
