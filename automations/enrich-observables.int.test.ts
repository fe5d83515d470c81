import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OKTA_PEOPLE, oktaEvent, oktaHookBody } from '#e2e/vendors/okta-bodies.ts';
import { enrichmentBudgets } from '#lib/db/schema/index.ts';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { addObservables } from '#lib/services/cases/add-observables.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptOktaEvents } from '#lib/services/deliveries/accept-okta.ts';
import { askEnrichment } from '#lib/services/observables/ask-enrichment.ts';
import { listObservables } from '#lib/services/observables/list.ts';
import { apiKey, as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, openSettled, readCase } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';
import { asleep, wakeSleepers } from './testing/sleepers.ts';
import { testSources } from './testing/sources.ts';

const machine = testMachine({ instead: [idleScout] });
const sources = testSources(machine);
const IDENTITY = 'Identity & Access';
const MALICIOUS = '203.0.113.77';
const BENIGN = '198.51.100.200';

beforeEach(async () => {
  await settings('case-in-progress', { acknowledgeWithinMinutes: 0 });
  await settings('enrich-observables', { waitSeconds: 1 });
  await machine.db.delete(enrichmentBudgets);
});

const settings = (id: string, parameters: Record<string, unknown>) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { parameters } } });
const add = (key: string, ...values: string[]) =>
  addObservables({
    ctx: adminCtx(machine),
    input: { key, items: values.map((value) => ({ value, role: 'implicated' as const })) },
  });
const opened = (fields: object = {}) => openSettled(machine, { category: IDENTITY, ...fields });
const findings = async (key: string) =>
  (await timelineOf(machine.db, key)).filter(
    ({ kind, detail, actor }) => kind === 'summary' && detail.outcome && actor.id === 'enrich-observables',
  );
const ours = async (key: string) =>
  (await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id })).filter(
    (run) => run.automation === 'enrich-observables',
  );
const idOf = async (value: string, type: ObservableType = 'ipv4') =>
  (await listObservables({ ctx: adminCtx(machine), input: { value, type } })).items[0]!.id;

describe('what is added later', () => {
  test('malicious: findings, severity up, In progress', async () => {
    const { key } = await opened();
    await add(key, MALICIOUS);
    await machine.settled();
    expect(await readCase(machine, key)).toMatchObject({ state: 'in_progress', severity: 'high' });
    expect(await findings(key)).toMatchObject([{ detail: { outcome: 'escalate', verdict: 'malicious' } }]);
  });

  test('is raised for once, however much malice comes', async () => {
    const { key } = await opened({ severity: 'low' });
    for (const value of [MALICIOUS, '198.51.100.46', 'bad.example']) {
      await add(key, value);
      await machine.settled();
    }
    expect((await readCase(machine, key)).severity).toBe('high');
    expect((await findings(key)).map(({ detail }) => detail.outcome)).toEqual(['escalate', 'note', 'note']);
  });

  test('benign closes nothing', async () => {
    const { key } = await opened();
    await add(key, BENIGN);
    await machine.settled();
    expect((await readCase(machine, key)).state).toBe('triage');
    expect((await findings(key))[0]).toMatchObject({ detail: { outcome: 'note', verdict: 'benign' } });
  });

  test('a burst is looked at once', async () => {
    await settings('enrich-observables', { waitSeconds: 60 });
    const { key } = await opened();
    const values = ['203.0.113.10', '203.0.113.11', '203.0.113.12', '203.0.113.13'];
    for (const value of values) await add(key, value);
    await asleep(machine);
    await wakeSleepers(machine);
    expect(await findings(key)).toHaveLength(1);
    expect((await ours(key)).map(({ status }) => status)).toEqual(['skipped', 'skipped', 'skipped', 'completed']);
    for (const value of values)
      expect(sources.virustotal.requests.filter(({ path }) => path.includes(value))).toHaveLength(1);
  });

  test('out of scope: nobody is asked, and the ledger says why', async () => {
    const { key } = await opened({ category: 'Cloud' });
    await add(key, MALICIOUS);
    await machine.settled();
    expect((await ours(key))[0]!.reason).toBe('Not run because the category Cloud is not among Identity & Access.');
    expect(sources.virustotal.requests).toEqual([]);
  });
});

describe('an event of Okta’s on a case of another category', () => {
  beforeAll(async () => {
    await putConnector({ ctx: adminCtx(machine), input: { id: 'okta', enabled: true, credentials: {} } });
    await updateAutomation({ ctx: adminCtx(machine), input: { id: 'confirm-vip', patch: { enabled: false } } });
  });

  const [, jan] = OKTA_PEOPLE;
  const party = { id: jan!.id, type: 'User', alternateId: jan!.login, displayName: jan!.login, detailEntry: null };
  const signIn = (ipAddress: string) => {
    const receivedAt = new Date();
    const event = oktaEvent(1, { uuid: randomUUID(), actor: party, target: [party], client: { ipAddress } });
    const raw = Buffer.from(JSON.stringify(oktaHookBody([event], 'https://shop.okta.example')));
    const ctx = ctxOf(machine.db, { kind: 'vendor', id: 'okta', name: 'okta' }, receivedAt);
    return acceptOktaEvents({ ctx, input: { raw, receivedAt } });
  };
  const about = [{ type: 'user' as const, value: jan!.login }];

  test('is not hidden there: its address is asked about, and a malicious one raises the case and has it drawn', async () => {
    const { key } = await opened({ category: 'Email', severity: 'low', observables: about });
    expect(await readCase(machine, key)).toMatchObject({ state: 'triage', assignee: { id: machine.scout.id } });
    await signIn(MALICIOUS);
    await machine.settled();
    const view = await readCase(machine, key);
    expect(view).toMatchObject({ category: 'Email', state: 'in_progress', severity: 'high', eventCount: 1 });
    expect(view.assignee).toMatchObject({ kind: 'user' });
    expect(await findings(key)).toMatchObject([{ detail: { outcome: 'escalate', verdict: 'malicious' } }]);
    const { id } = await rowOf(machine.db, key);
    const all = await runsOf(machine, { caseId: id });
    expect(all.filter((run) => run.automation === 'case-in-progress').at(-1)!.status).toBe('completed');
    const routed = all.filter((run) => run.automation === 'route-by-severity').at(-1)!;
    expect(routed).toMatchObject({ status: 'skipped', reason: expect.stringContaining('draws owners') });
    await transitionCase({
      ctx: adminCtx(machine),
      input: { key, to: { state: 'resolved', verdict: 'true_positive', summary: 'Done.' } },
    });
  });

  test('an address that the case had all along is asked about too, once', async () => {
    const value = '198.51.100.46';
    const address = { type: 'ipv4' as const, value, role: 'related' as const };
    const { key } = await opened({ category: 'Email', severity: 'low', observables: [...about, address] });
    expect(sources.virustotal.requests).toEqual([]);
    await signIn(value);
    await machine.settled();
    await signIn(value);
    await machine.settled();
    expect(await readCase(machine, key)).toMatchObject({ state: 'in_progress', severity: 'high', eventCount: 2 });
    expect(await findings(key)).toHaveLength(1);
  });
});

test('what a case is opened with is left to the look at new cases, except what that does not ask about', async () => {
  const observables = [
    { type: 'ipv4' as const, value: '192.0.2.60', role: 'implicated' as const },
    { type: 'url' as const, value: 'http://bad.example/x', role: 'implicated' as const },
  ];
  const ip = await opened({ observables: observables.slice(0, 1) });
  expect((await ours(ip.key))[0]!.reason).toContain('for the automation that enriches new cases');
  const { key } = await opened({ observables });
  expect(await findings(key)).toMatchObject([{ detail: { outcome: 'escalate' } }]);
});

describe('the button on a case', () => {
  const press = (key: string) =>
    pressAction({ ctx: adminCtx(machine), input: { key, action: 'enrich-observables', body: {} } });

  test('asks about all of its observables, in whatever category', async () => {
    const { key } = await opened({ category: 'Cloud', observables: [{ value: '203.0.113.201', role: 'implicated' }] });
    const { runId } = await press(key);
    await machine.settled();
    expect((await ours(key)).find(({ id }) => id === runId)).toMatchObject({ status: 'completed' });
    expect((await findings(key))[0]!.summary).toMatch(/^Suspicious: 203\[\.\]0\[\.\]113\[\.\]201\. Noted\./);
  });

  test('is refused where there is nothing to ask about', async () => {
    const { key } = await opened({ category: 'Cloud' });
    await expect(press(key)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('no observables'),
    });
  });
});

describe('asking about one observable', () => {
  test('runs for the newest case of it that he may see, and answers the run', async () => {
    const { key } = await opened({ category: 'Cloud', observables: [{ value: '203.0.113.90', role: 'implicated' }] });
    const { runId } = await askEnrichment({ ctx: adminCtx(machine), input: { id: await idOf('203.0.113.90') } });
    await machine.settled();
    expect((await ours(key)).find(({ id }) => id === runId)).toMatchObject({ status: 'completed' });
    expect(await findings(key)).toHaveLength(1);
  });

  test('never for a case that he may not see', async () => {
    const value = '203.0.113.91';
    const hidden = await opened({ category: 'Cloud', restricted: true, observables: [{ value, role: 'implicated' }] });
    const id = await idOf(value);
    const ctx = ctxOf(machine.db, as(machine.people.analyst), new Date());
    await expect(askEnrichment({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    const { key } = await opened({ category: 'Cloud', observables: [{ value, role: 'implicated' }] });
    await opened({ category: 'Cloud', restricted: true, observables: [{ value, role: 'implicated' }] });
    await askEnrichment({ ctx, input: { id } });
    await machine.settled();
    expect(await findings(key)).toHaveLength(1);
    expect(await findings(hidden.key)).toEqual([]);
  });

  test('leaves a TLP:RED case aside where another may be asked for', async () => {
    const value = '203.0.113.92';
    const { key } = await opened({ category: 'Cloud', observables: [{ value, role: 'implicated' }] });
    await opened({ category: 'Cloud', tlp: 'RED', observables: [{ value, role: 'implicated' }] });
    await askEnrichment({ ctx: adminCtx(machine), input: { id: await idOf(value) } });
    await machine.settled();
    expect(await findings(key)).toHaveLength(1);
    expect(sources.otx.requests.filter(({ path }) => path.includes(value))).toHaveLength(1);
  });

  test('of a case that has ended is noted there and changes nothing', async () => {
    const { key } = await opened({ category: 'Cloud', observables: [{ value: '203.0.113.93', role: 'implicated' }] });
    await transitionCase({
      ctx: adminCtx(machine),
      input: { key, to: { state: 'resolved', verdict: 'false_positive', summary: 'Nothing.' } },
    });
    await askEnrichment({ ctx: adminCtx(machine), input: { id: await idOf('203.0.113.93') } });
    await machine.settled();
    expect((await readCase(machine, key)).state).toBe('resolved');
    expect((await timelineOf(machine.db, key)).at(-1)!.summary).toMatch(/^Asked again\. /);
  });

  test.each(['viewer', 'analyst', 'lead', 'admin'] as const)('%s', async (role) => {
    await opened({ category: 'Cloud', observables: [{ value: '203.0.113.94', role: 'implicated' }] });
    const asked = askEnrichment({
      ctx: ctxOf(machine.db, apiKey(role), new Date()),
      input: { id: await idOf('203.0.113.94') },
    });
    if (role === 'viewer') await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
    else await expect(asked).resolves.toEqual({ runId: expect.any(String) });
    await machine.settled();
  });

  test('of a type that no source knows is refused with the reason', async () => {
    await opened({ category: 'Cloud', observables: [{ type: 'user', value: 'm.rossi' }] });
    const asked = askEnrichment({ ctx: adminCtx(machine), input: { id: await idOf('m.rossi', 'user') } });
    await expect(asked).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('type user') });
  });
});
