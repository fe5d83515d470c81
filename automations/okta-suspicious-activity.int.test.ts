import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '#e2e/support/until.ts';
import { OKTA_PEOPLE, type OktaEmulator, oktaEvent, oktaHookBody, startOkta } from '#e2e/vendors/okta.ts';
import { newId } from '#lib/db/id.ts';
import { cases, noticeRecipients, notices, stakeholders } from '#lib/db/schema/index.ts';
import { AUTOMATION_IDS, type AutomationId } from '#lib/domain/automations.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { listCaseObservables } from '#lib/services/cases/streams.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { updateCase } from '#lib/services/cases/update.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptOktaEvents } from '#lib/services/deliveries/accept-okta.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { redeliverDelivery } from '#lib/services/deliveries/redeliver.ts';
import { ctxOf } from '#lib/services/testing/fixtures.ts';
import { eventsOf, rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, readCase } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';

const machine = testMachine();
const [vip, jan, dara, anna] = OKTA_PEOPLE;
let okta: OktaEmulator;
const LOOKED_AT: ReadonlySet<AutomationId> = new Set(['okta-suspicious-activity', 'confirm-vip']);

beforeAll(async () => {
  okta = await startOkta();
  await putConnector({
    ctx: adminCtx(machine),
    input: { id: 'okta', enabled: true, baseUrl: okta.url, credentials: { apiToken: okta.apiToken } },
  });
  // What follows a new case is not what is looked at here.
  for (const id of AUTOMATION_IDS.filter((id) => !LOOKED_AT.has(id))) await setAutomation(id, { enabled: false });
  await setAutomation('okta-suspicious-activity', { parameters: { vipGroups: ['00gvip0001'] } });
  await setAutomation('confirm-vip', { parameters: { firstWaitSeconds: 1 } });
  const at = new Date();
  await machine.db.insert(stakeholders).values({
    id: newId(),
    name: 'Board',
    vipOnly: true,
    memberIds: [machine.people.lead.id],
    createdAt: at,
    updatedAt: at,
  });
});
afterAll(() => okta.close());
beforeEach(() => {
  okta.mode = 'ok';
});

const setAutomation = (id: string, patch: Parameters<typeof updateAutomation>[0]['input']['patch']) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id, patch } });

type Person = (typeof OKTA_PEOPLE)[number];
type Event = ReturnType<typeof oktaEvent>;

/** An event of the n-th scenario about a person: 0 the user's own report, 1 a risky sign-in, 2 a reset of all factors. */
function eventOf(person: Person | undefined, scenario = 0, more: Parameters<typeof oktaEvent>[1] = {}): Event {
  const party = {
    id: person!.id,
    type: 'User',
    alternateId: person!.login,
    displayName: `${person!.firstName} ${person!.lastName}`,
    detailEntry: null,
  };
  return oktaEvent(scenario, { uuid: randomUUID(), actor: party, target: [party], ...more });
}

/** A person whom no other test speaks of; Okta knows him. */
function somebody(): Person {
  const id = `00u${randomUUID()}`;
  const person = { id, login: `${id.slice(0, 12)}@retail.example`, firstName: 'Some', lastName: 'Body' };
  const profile = { login: person.login, email: person.login, firstName: 'Some', lastName: 'Body' };
  okta.users.set(id, { id, status: 'ACTIVE', created: '2024-05-01T09:00:00.000Z', lastLogin: null, profile });
  return person;
}

async function push(...events: unknown[]) {
  const receivedAt = new Date();
  const raw = Buffer.from(JSON.stringify(oktaHookBody(events, okta.url)));
  const ctx = ctxOf(machine.db, { kind: 'vendor', id: 'okta', name: 'okta' }, receivedAt);
  return acceptOktaEvents({ ctx, input: { raw, receivedAt } });
}

const deliveryOf = async (id: string) => getDelivery({ ctx: adminCtx(machine), input: { id } });

async function bring(event: Event) {
  const { deliveryId } = await push(event);
  await machine.settled();
  const delivery = await deliveryOf(deliveryId);
  return { deliveryId, delivery, key: delivery.cases[0]! };
}

test('a user’s report becomes a case with the user, the implicated address and the circumstances', async () => {
  const person = somebody();
  const { key, deliveryId } = await bring(eventOf(person));
  const view = await readCase(machine, key);
  expect(view).toMatchObject({
    title: 'User report suspicious activity: Some Body',
    severity: 'medium',
    category: 'Identity & Access',
    source: 'okta',
    vip: false,
    vipUnknown: false,
    createdBy: { kind: 'automation', id: 'okta-suspicious-activity' },
  });
  expect(view.customFields).toMatchObject({
    oktaEventType: 'user.account.report_suspicious_activity_by_enduser',
    oktaUserReport: true,
    signInCity: 'Vilnius',
    signInCountry: 'Lithuania',
    browser: 'FIREFOX',
    operatingSystem: 'Windows',
  });
  const found = await listCaseObservables({ ctx: adminCtx(machine), input: { key, query: {} } });
  expect(found.items.map(({ type, value, role }) => [type, value, role]).sort()).toEqual([
    ['ipv4', '198.51.100.31', 'victim'],
    ['ipv4', '203.0.113.77', 'implicated'],
    ['user', person.login, 'victim'],
  ]);
  const [run] = await runsOf(machine, { deliveryId });
  expect(run).toMatchObject({ automation: 'okta-suspicious-activity', status: 'completed' });
  const summary = (await timelineOf(machine.db, key)).find((entry) => entry.kind === 'summary');
  expect(summary!.summary).toContain('Is in no VIP group and no administrator.');
});

test('in any other event the client is the implicated address, with its network, agent and session', async () => {
  const person = somebody();
  const { key } = await bring(eventOf(person, 1));
  expect((await readCase(machine, key)).customFields).toMatchObject({
    asn: 64_510,
    asnOrganisation: 'example isp',
    proxy: false,
    userAgent: 'Mozilla/5.0 (Macintosh)',
    oktaSession: '102session1',
    signInCity: 'Milano',
  });
  const found = await listCaseObservables({ ctx: adminCtx(machine), input: { key, query: {} } });
  expect(found.items).toContainEqual(expect.objectContaining({ value: '203.0.113.201', role: 'implicated' }));
});

test('a later event of the user reaches the most recent open case; after its end a new one is opened', async () => {
  const person = somebody();
  const first = await bring(eventOf(person));
  const second = await bring(eventOf(person, 2, { published: '2026-03-02T09:00:00.000Z' }));
  expect(second.key).toBe(first.key);
  const view = await readCase(machine, first.key);
  expect(view).toMatchObject({ eventCount: 2, severity: 'medium' });
  expect(view.customFields).toMatchObject({ oktaFactorChange: true, oktaUserReport: true, asn: 64_510 });

  const late = await bring(eventOf(person, 1, { published: '2026-03-02T01:00:00.000Z' }));
  expect(late.key).toBe(first.key);
  expect((await readCase(machine, first.key)).customFields).toMatchObject({
    oktaEventType: 'user.mfa.factor.reset_all',
    oktaRisk: '{reasons=Anomalous Location, level=HIGH}',
  });

  await transitionCase({
    ctx: adminCtx(machine),
    input: { key: first.key, to: { state: 'resolved', verdict: 'true_positive', summary: 'Done.' } },
  });
  const third = await bring(eventOf(person));
  expect(third.key).not.toBe(first.key);
});

test('an open case of another source that holds the user takes the event', async () => {
  const person = somebody();
  const fields = {
    title: 'Phished',
    severity: 'low' as const,
    category: 'Email',
    observables: [{ type: 'user' as const, value: person.login.toUpperCase() }],
  };
  const { key } = await openCase({ ctx: adminCtx(machine), input: { fields } });
  const older = await bring(eventOf(person, 1));
  expect(older.key).toBe(key);
  expect(await readCase(machine, key)).toMatchObject({ category: 'Email', severity: 'medium', eventCount: 1 });

  await setAutomation('okta-suspicious-activity', {
    parameters: { vipGroups: ['00gvip0001'], categories: ['identity & access'] },
  });
  const apart = await bring(eventOf(person, 1));
  expect(apart.key).not.toBe(key);
  await setAutomation('okta-suspicious-activity', { parameters: { vipGroups: ['00gvip0001'], categories: [] } });
});

test('fifty events of one user at once make one case', { timeout: 90_000 }, async () => {
  const person = somebody();
  const pushed = await Promise.all(Array.from({ length: 50 }, (_, n) => push(eventOf(person, n % 3))));
  const all = () => Promise.all(pushed.map(({ deliveryId }) => deliveryOf(deliveryId)));
  await until('every event has its case', async () => (await all()).every(({ cases }) => cases.length > 0), {
    timeoutMs: 60_000,
  });
  await machine.settled();
  const keys = new Set((await all()).flatMap((delivery) => delivery.cases));
  expect(keys.size).toBe(1);
  const [key] = [...keys];
  const view = await readCase(machine, key!);
  expect(view.eventCount).toBe(50);
  const entries = await timelineOf(machine.db, key!);
  expect(entries.filter((entry) => entry.kind === 'created')).toHaveLength(1);
  expect(entries.filter((entry) => entry.kind === 'event')).toHaveLength(50);
});

test('several events in one request are deliveries of their own, each with its outcome', async () => {
  const [a, b] = [somebody(), somebody()];
  const known = eventOf(a);
  await bring(known);
  const mild = eventOf(b, 1, { debugContext: { debugData: { risk: '{level=LOW}', behaviors: '{New IP=POSITIVE}' } } });
  const other = eventOf(b, 1, { eventType: 'user.session.end' });
  const { deliveryId, duplicate } = await push(eventOf(a, 2), known, mild, other, { uuid: '' }, eventOf(b, 2));
  expect(duplicate).toBe(false);
  await machine.settled();
  const { batch } = await deliveryOf(deliveryId);
  expect(batch.map(({ outcome }) => outcome)).toEqual([
    'accepted',
    'duplicate',
    'filtered',
    'filtered',
    'quarantined',
    'accepted',
  ]);
  expect(batch[0]!.id).toBe(deliveryId);
  expect(batch[2]!.reason).toContain('without a high risk');
  expect(batch[3]!.reason).toBe('user.session.end is not among the event types that are suspicious here.');
  expect(batch[4]!.reason).toContain('uuid');
  const [skipped] = await runsOf(machine, { deliveryId: batch[3]!.id });
  expect(skipped).toMatchObject({
    status: 'skipped',
    reason: expect.stringMatching(/^Not run because user\.session\.end/),
  });
  expect((await deliveryOf(batch[1]!.id)).batch).toHaveLength(6);
});

test('an event is known by its uuid, however it is written, and also while it is delivered again', async () => {
  const person = somebody();
  const event = eventOf(person);
  const { key, deliveryId } = await bring(event);
  expect(await push({ ...event, displayMessage: 'Another wording' })).toMatchObject({ duplicate: true });
  const again = await redeliverDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } });
  await machine.settled();
  expect(await deliveryOf(again.id)).toMatchObject({ outcome: 'filtered', reason: `This event is on ${key} already.` });
  expect((await readCase(machine, key)).eventCount).toBe(1);
  const [run] = await runsOf(machine, { deliveryId: again.id });
  expect(run).toMatchObject({ status: 'skipped', caseId: (await rowOf(machine.db, key)).id });
});

test('an event that names nobody is about its address', async () => {
  const nobody = {
    actor: null,
    target: [],
    client: { ipAddress: '203.0.113.9' },
    eventType: 'security.threat.detected',
  };
  const asked = okta.requests.length;
  const first = await bring(oktaEvent(1, { uuid: randomUUID(), ...nobody }));
  const second = await bring(oktaEvent(1, { uuid: randomUUID(), ...nobody }));
  expect(second.key).toBe(first.key);
  expect(await readCase(machine, first.key)).toMatchObject({ vip: false, vipUnknown: false });
  expect(okta.requests).toHaveLength(asked);
});

test('a VIP’s case is one step more severe, once, due earlier, and the stakeholders are told', async () => {
  const { key } = await bring(eventOf(vip));
  const view = await readCase(machine, key);
  expect(view).toMatchObject({ severity: 'high', vip: true, vipUnknown: false });
  const resolve = view.sla.find((timer) => timer.metric === 'resolve')!;
  expect(resolve.targetSeconds).toBe(4 * 3600);
  const raised = (await eventsOf(machine.db, key)).filter((event) => event.name === 'case/severity.changed');
  expect(raised.map(({ data }) => [data.previous, data.current])).toEqual([
    [null, 'medium'],
    ['medium', 'high'],
  ]);
  const row = await rowOf(machine.db, key);
  const told = await machine.db
    .select()
    .from(notices)
    .where(eq(notices.cause, `vip/${row.id}`));
  expect(told).toMatchObject([{ kind: 'case.opened', severity: 'high', urgent: true, caseId: row.id }]);
  const reached = await machine.db
    .select({ id: noticeRecipients.memberId })
    .from(noticeRecipients)
    .where(eq(noticeRecipients.noticeId, told[0]!.id));
  expect(reached).toEqual([{ id: machine.people.lead.id }]);

  await updateCase({ ctx: adminCtx(machine), input: { key, patch: { severity: 'low' } } });
  await bring(eventOf(vip, 2));
  expect(await readCase(machine, key)).toMatchObject({ severity: 'low', eventCount: 2 });
  expect(
    await machine.db
      .select()
      .from(notices)
      .where(eq(notices.cause, `vip/${row.id}`)),
  ).toHaveLength(1);
});

test('an administrator is a VIP unless a parameter says otherwise; critical is not raised', async () => {
  okta.roles.set(jan!.id, ['SUPER_ADMIN']);
  const fields = {
    title: 'Worst',
    severity: 'critical' as const,
    observables: [{ type: 'user' as const, value: jan!.login }],
  };
  const { key } = await openCase({ ctx: adminCtx(machine), input: { fields } });
  expect((await bring(eventOf(jan))).key).toBe(key);
  expect(await readCase(machine, key)).toMatchObject({ severity: 'critical', vip: true });
  const entry = (await timelineOf(machine.db, key)).find(({ detail }) => detail.for === 'vip');
  expect(entry!.summary).toBe('The user is a VIP: Has the role SUPER_ADMIN.');

  await updateCase({ ctx: adminCtx(machine), input: { key, patch: { severity: 'high' } } });
  await bring(eventOf(jan, 2));
  expect(await readCase(machine, key)).toMatchObject({ severity: 'high' });
});

test('Okta unreachable: the case is made, its VIP unknown, and asked until it is known', async () => {
  okta.mode = 'down';
  const { deliveryId } = await push(eventOf(dara));
  await until('it has its case', async () => (await deliveryOf(deliveryId)).cases.length === 1);
  const [key] = (await deliveryOf(deliveryId)).cases;
  expect(await readCase(machine, key!)).toMatchObject({ severity: 'medium', vip: false, vipUnknown: true });
  const tries = okta.requests.length;
  await until('Okta is asked again', () => okta.requests.length > tries);
  okta.groups.get('00gvip0001')!.members.add(dara!.id);
  okta.mode = 'ok';
  await until('it is known', async () => !(await rowOf(machine.db, key!)).vipUnknown);
  expect(await readCase(machine, key!)).toMatchObject({ severity: 'high', vip: true, vipUnknown: false });
  await machine.settled();
  const row = await rowOf(machine.db, key!);
  const asked = (await runsOf(machine, { caseId: row.id })).filter((run) => run.automation === 'confirm-vip');
  expect(asked).toMatchObject([{ status: 'completed' }]);
});

test('what is not known of a user is not settled by an event that names nobody', async () => {
  const address = '203.0.113.12';
  okta.mode = 'down';
  const first = await push(eventOf(somebody(), 1, { client: { ipAddress: address } }));
  await until('it has its case', async () => (await deliveryOf(first.deliveryId)).cases.length === 1);
  const [key] = (await deliveryOf(first.deliveryId)).cases;
  const about = { eventType: 'security.threat.detected', client: { ipAddress: address } };
  const second = await push(oktaEvent(1, { uuid: randomUUID(), actor: null, target: [], ...about }));
  await until('it has its case', async () => (await deliveryOf(second.deliveryId)).cases.length === 1);
  expect((await deliveryOf(second.deliveryId)).cases).toEqual([key]);
  expect(await readCase(machine, key!)).toMatchObject({ eventCount: 2, vip: false, vipUnknown: true });
  await updateCase({ ctx: adminCtx(machine), input: { key: key!, patch: { vip: false } } });
});

test('who says by hand whether it is a VIP ends the asking', async () => {
  okta.mode = 'down';
  const { deliveryId } = await push(eventOf(anna));
  await until('it has its case', async () => (await deliveryOf(deliveryId)).cases.length === 1);
  const [key] = (await deliveryOf(deliveryId)).cases;
  await updateCase({ ctx: adminCtx(machine), input: { key: key!, patch: { vip: false } } });
  expect(await readCase(machine, key!)).toMatchObject({ vip: false, vipUnknown: false });
  await machine.settled();
  const row = await rowOf(machine.db, key!);
  const [asked] = (await runsOf(machine, { caseId: row.id })).filter((run) => run.automation === 'confirm-vip');
  expect(asked).toMatchObject({ status: 'completed' });

  // Known once, it stays known while Okta is down.
  await push(eventOf(anna, 2));
  await machine.settled();
  expect(await getCase({ ctx: adminCtx(machine), input: { key: key! } })).toMatchObject({
    eventCount: 2,
    vipUnknown: false,
  });
});

test('switched off, the delivery stays and the run says so', async () => {
  await setAutomation('okta-suspicious-activity', { enabled: false });
  const before = await machine.db.$count(cases);
  const { deliveryId } = await push(eventOf(somebody()));
  await machine.settled();
  const [run] = await runsOf(machine, { deliveryId });
  expect(run).toMatchObject({ status: 'skipped', reason: 'Not run because Okta suspicious activity is switched off.' });
  expect(await machine.db.$count(cases)).toBe(before);
  await setAutomation('okta-suspicious-activity', { enabled: true });
});
