import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { oktaEvent } from '#e2e/vendors/okta-bodies.ts';
import { allowList, enrichmentBudgets, members, noticeRecipients, notices, stores } from '#lib/db/schema/index.ts';
import type { CaseInput } from '#lib/domain/case.ts';
import type { ObservableRole } from '#lib/domain/observables/types.ts';
import { isSampled } from '#lib/domain/verdict/sample.ts';
import { addToAllowList } from '#lib/services/allow-list/add.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { REVIEW_TAG } from '#lib/services/cases/settle-by-verdict.ts';
import { createStore } from '#lib/services/stores/create.ts';
import { apiKey, automation, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, openSettled, readCase } from './testing/cases.ts';
import { runsOf, stepsOf, testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';
import { testSources } from './testing/sources.ts';

const machine = testMachine({ instead: [idleScout] });
const sources = testSources(machine);

const IDENTITY = 'Identity & Access';
const MALICIOUS = '203.0.113.77';
const SUSPICIOUS = '203.0.113.201';
const BENIGN = '198.51.100.200';
const NOBODY_FLAGS = '192.0.2.60';
const ONE_VOUCHES = '192.0.2.61';

beforeEach(async () => {
  await settings('case-in-progress', { acknowledgeWithinMinutes: 0 });
  await settings('case-created', { reviewPercent: 0 });
  await settings('enrich-observables', { waitSeconds: 1 });
  await machine.db.delete(enrichmentBudgets);
});

const allRequests = () => [sources.virustotal, sources.recordedfuture, sources.otx].flatMap(({ requests }) => requests);
const settings = (id: string, parameters: Record<string, unknown>, enabled = true) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled, parameters } } });
const ip = (value: string, role: ObservableRole = 'implicated') => ({ type: 'ipv4' as const, value, role });
/** As a program does: what a person opens is never closed. */
const open = (values: ReturnType<typeof ip>[], fields: Partial<CaseInput> = {}) =>
  openSettled(machine, { category: IDENTITY, observables: values, ...fields }, apiKey('admin'));
const findings = async (key: string) =>
  (await timelineOf(machine.db, key)).filter(({ kind, detail }) => kind === 'summary' && detail.outcome);

describe('the verdict', () => {
  test('malicious: findings of each source with links, severity up, In progress, an owner', async () => {
    const view = await open([ip(MALICIOUS)]);
    expect(view).toMatchObject({ state: 'in_progress', severity: 'high', assignee: { kind: 'user' } });
    const [found] = await findings(view.key);
    expect(found).toMatchObject({ actor: { kind: 'automation', id: 'case-created' }, detail: { outcome: 'escalate' } });
    expect(found!.summary).toContain('Raised the severity from medium to high. Moved to In progress.');
    const body = String(found!.detail.body);
    for (const title of ['[VirusTotal](http', '[Recorded Future](http', '[AlienVault OTX](http'])
      expect(body).toContain(title);
  });

  test('benign in the words of two: resolved as benign positive, with the findings as its summary', async () => {
    const view = await open([ip(BENIGN)]);
    expect(view).toMatchObject({ state: 'resolved', assignee: null, resolution: { verdict: 'benign_positive' } });
    expect(view.resolution!.summary).toContain('Benign: 198[.]51[.]100[.]200.');
    expect(view.tags).not.toContain(REVIEW_TAG);
  });

  test.each([
    ['suspicious', SUSPICIOUS, 'Suspicious: '],
    ['unknown although no engine flags it', NOBODY_FLAGS, 'Unknown: '],
    ['unknown although one source vouches for it', ONE_VOUCHES, 'Unknown: '],
    ['unknown where no source knows it', '192.0.2.99', 'Unknown: '],
  ])('%s: findings, triage and an owner by routing', async (_, value, said) => {
    const view = await open([ip(value)]);
    expect(view).toMatchObject({ state: 'triage', severity: 'medium', assignee: { id: machine.scout.id } });
    expect((await findings(view.key))[0]!.summary).toMatch(new RegExp(`^${said}.*It needs a person`));
    expect((await open([ip(value)], { severity: 'high' })).assignee).toMatchObject({ kind: 'user' });
  });

  test('without an implicated address: triage and an owner', async () => {
    const view = await open([ip(BENIGN, 'victim')]);
    expect(view).toMatchObject({ state: 'triage', assignee: { id: machine.scout.id } });
    expect((await findings(view.key))[0]!.summary).toContain('Nothing of the case is implicated');
  });

  test('one malicious among benign ones decides', async () => {
    expect(await open([ip(BENIGN), ip(MALICIOUS)])).toMatchObject({ state: 'in_progress', severity: 'high' });
  });
});

describe('a network of ours', () => {
  test('is no private address that nobody has listed', async () => {
    expect(await openOkta({ eventType: 'user.session.start', ip: '10.20.0.5' })).toMatchObject({ state: 'triage' });
  });

  test('of a store: resolved, whatever the sources do not know', async () => {
    await createStore({
      ctx: adminCtx(machine),
      input: { name: 'Milano 12', timeZone: 'Europe/Rome', networks: ['192.0.2.128/25'] },
    });
    const view = await open([ip('192.0.2.200')]);
    expect(view).toMatchObject({ state: 'resolved', resolution: { verdict: 'benign_positive' } });
    expect(view.resolution!.summary).toContain('our network Milano 12');
    await machine.db.delete(stores);
  });

  test('on the list of own assets: the accused address is nobody else’s, and no source hears of it', async () => {
    await addToAllowList({
      ctx: adminCtx(machine),
      input: { kind: 'cidr', value: '198.51.100.64/27', note: 'VPN West' },
    });
    const view = await openOkta({ eventType: 'user.session.start', ip: '198.51.100.70' });
    expect(view).toMatchObject({ state: 'resolved' });
    expect(view.resolution!.summary).toContain('our network VPN West');
    expect(allRequests()).toEqual([]);
    await machine.db.delete(allowList);
  });
});

/** As Okta's intake opens one: with its event, and by an automation. */
async function openOkta(
  { eventType, ip: address, reported }: { eventType: string; ip: string; reported?: string },
  fields: Partial<CaseInput> = {},
) {
  const raw = oktaEvent(1, {
    eventType,
    client: { ipAddress: address },
    ...(reported && { debugContext: { debugData: { suspiciousActivityEventIp: reported } } }),
  });
  const at = new Date();
  const event = { vendor: 'okta', vendorId: raw.uuid, title: 'Okta', at, receivedAt: at, raw, summary: 'Okta reports' };
  const accused = reported ?? address;
  const { key } = await openCase({
    ctx: ctxOf(machine.db, automation('okta-suspicious-activity'), at),
    input: {
      fields: { title: 'Sign-in', severity: 'medium', category: IDENTITY, source: 'okta', ...fields },
      origin: {
        object: { connectorId: 'okta', objectKey: `${raw.uuid}/${at.getTime()}/${eventType}` },
        event,
        observables: [
          { ...ip(accused), origins: [] },
          ...(reported ? [{ ...ip(address, 'victim'), origins: [] }] : []),
        ],
      },
    },
  });
  await machine.settled();
  return readCase(machine, key);
}

describe('what is never closed by itself, as shipped', () => {
  const REPORT = 'user.account.report_suspicious_activity_by_enduser';
  const owner = () => machine.people.analyst;
  const byHand = (observables: ReturnType<typeof ip>[]) => ({ category: IDENTITY, observables });

  test.each<[why: string, make: () => ReturnType<typeof openOkta>, said: string]>([
    ['a VIP’s case', () => open([ip(BENIGN)], { vip: true }), 'The user is a VIP.'],
    ['severity above medium', () => open([ip(BENIGN)], { severity: 'high' }), 'The severity is high, above medium.'],
    ['one that a person opened', () => openSettled(machine, byHand([ip(BENIGN)])), 'A person opened the case.'],
    ['one with a human owner', () => open([ip(BENIGN)], { assignee: owner().email }), 'A person owns the case.'],
    [
      'a user’s own report on other evidence than a network of ours',
      () => openOkta({ eventType: REPORT, ip: '192.0.2.31', reported: BENIGN }),
      'The user reported it, and the address is in no known network of ours.',
    ],
    [
      'a factor change',
      () => openOkta({ eventType: 'user.mfa.factor.reset_all', ip: BENIGN }),
      'A sign-in factor was changed.',
    ],
  ])('%s', async (_, make, said) => {
    const view = await make();
    expect(view).toMatchObject({ state: 'triage' });
    expect(view.assignee).not.toBeNull();
    expect((await findings(view.key))[0]!.summary).toContain(`Not closed: ${said}`);
  });

  test('one with a malicious observable in another role', async () => {
    const view = await open([ip(BENIGN), ip('203.0.113.90', 'victim')]);
    expect(view.state).toBe('triage');
    const again = await open([ip(BENIGN), ip('203.0.113.90', 'victim')]);
    expect((await findings(again.key))[0]!.summary).toContain('One of its observables is malicious.');
  });
});

test('a case that a person opened is closed where an administrator says so', async () => {
  await settings('case-created', { reviewPercent: 0, closeOpenedByPeople: true });
  expect(await openSettled(machine, { category: IDENTITY, observables: [ip(BENIGN)] })).toMatchObject({
    state: 'resolved',
  });
});

test('of what it closes a sample goes to review: tagged, and the leads are told', async () => {
  await settings('case-created', { reviewPercent: 100 });
  const view = await open([ip(BENIGN)]);
  expect(isSampled(view.key, 100)).toBe(true);
  expect(view).toMatchObject({ state: 'resolved', tags: [REVIEW_TAG] });
  expect((await findings(view.key))[0]!.summary).toContain('chosen for review');
  const told = await machine.db
    .select({ title: notices.title, member: noticeRecipients.memberId })
    .from(notices)
    .innerJoin(noticeRecipients, eq(noticeRecipients.noticeId, notices.id))
    .where(eq(notices.cause, `auto-close-review/${(await rowOf(machine.db, view.key)).id}`));
  expect(told.map(({ member }) => member)).toContain(machine.people.lead.id);
  expect(told[0]!.title).toContain(`${view.key} was closed without a person`);
});

describe('sources that fail', () => {
  test.each(['down', 'rate-limited', 'garbled'] as const)(
    '%s: the others speak, and the case says so',
    async (mode) => {
      const value = `203.0.113.${100 + mode.length}`;
      for (const source of [sources.virustotal, sources.otx]) source.known.set(value, source.known.get(MALICIOUS)!);
      sources.recordedfuture.mode = mode;
      const view = await open([ip(value)]);
      expect(view).toMatchObject({ state: 'in_progress', severity: 'high' });
      const spoken = mode === 'rate-limited' ? 'Recorded Future lets us ask no more' : 'Recorded Future failed';
      expect((await findings(view.key))[0]!.summary).toContain(spoken);
    },
  );

  test('all down: triage and an owner, and the connectors say what went wrong', async () => {
    for (const source of Object.values(sources)) source.mode = 'down';
    const view = await open([ip('203.0.113.150')]);
    expect(view).toMatchObject({ state: 'triage', assignee: { id: machine.scout.id } });
    expect((await findings(view.key))[0]!.summary).toContain('VirusTotal failed');
  });
});

test('the same address on ten cases at once is asked about once of each source', async () => {
  const value = '203.0.113.160';
  const ctx = adminCtx(machine);
  await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      openCase({
        ctx,
        input: { fields: { title: `Case ${n}`, severity: 'low', category: IDENTITY, observables: [ip(value)] } },
      }),
    ),
  );
  await machine.settled();
  for (const { requests } of [sources.virustotal, sources.recordedfuture, sources.otx])
    expect(requests.filter(({ path }) => path.includes(value))).toHaveLength(1);
});

test('TLP:RED: nothing leaves the house, and the case still gets an owner', async () => {
  const view = await open([ip('203.0.113.170')], { tlp: 'RED' });
  expect(view).toMatchObject({ state: 'triage', assignee: { id: machine.scout.id } });
  expect(allRequests()).toEqual([]);
});

test('the ledger names no value and no secret', async () => {
  const view = await open([ip(MALICIOUS)]);
  const { id } = await rowOf(machine.db, view.key);
  const runs = (await runsOf(machine, { caseId: id })).filter((run) => run.automation === 'check-observables');
  expect(runs).toHaveLength(1);
  const steps = await stepsOf(machine, runs[0]!.id);
  expect(steps.length).toBeGreaterThanOrEqual(5);
  const told = JSON.stringify([runs, steps]);
  for (const secret of [MALICIOUS, sources.virustotal.apiKey, sources.recordedfuture.apiToken, sources.otx.apiKey])
    expect(told).not.toContain(secret);
});

describe('who finds the owner', () => {
  const routed = async (key: string) =>
    (await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id })).filter(
      (run) => run.automation === 'route-by-severity',
    );

  test('in its scope: this workflow, and routing by severity leaves it alone', async () => {
    const view = await open([ip(MALICIOUS)]);
    expect((await routed(view.key)).map(({ status }) => status)).toEqual(['skipped', 'skipped']);
    expect((await routed(view.key))[0]!.reason).toContain('finds the owner in the category Identity & Access');
  });

  test('out of its scope: routing by severity', async () => {
    const view = await open([ip(MALICIOUS)], { category: 'Cloud', source: 'wiz' });
    expect(view).toMatchObject({ state: 'triage', severity: 'medium', assignee: { id: machine.scout.id } });
    const [run] = (await runsOf(machine, { caseId: (await rowOf(machine.db, view.key)).id })).filter(
      ({ automation: id }) => id === 'case-created',
    );
    expect(run!.reason).toBe('Not run because the category Cloud is not among Identity & Access.');
  });

  test('switched off: routing by severity takes its cases too', async () => {
    await settings('case-created', {}, false);
    expect(await open([ip(MALICIOUS)])).toMatchObject({ state: 'triage', assignee: { id: machine.scout.id } });
  });

  test('nobody draws who works it: an analyst of the tier by routing', async () => {
    await settings('case-in-progress', {}, false);
    const view = await open([ip(MALICIOUS)]);
    expect(view).toMatchObject({ state: 'in_progress', assignee: { kind: 'user' } });
  });

  test('nobody is there: the leads’ queue', async () => {
    await machine.db.update(members).set({ eligible: false }).where(eq(members.kind, 'user'));
    const view = await open([ip(SUSPICIOUS)], { severity: 'critical' });
    expect(view).toMatchObject({ state: 'triage', assignee: null, group: 'leads' });
    await machine.db.update(members).set({ eligible: true }).where(eq(members.kind, 'user'));
  });
});
