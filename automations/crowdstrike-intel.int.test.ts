import './testing/environment.ts';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '#e2e/support/until.ts';
import { type FalconEmulator, type NewFalconAlert, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import type { RecordedRequest } from '#e2e/vendors/server.ts';
import {
  alertDetails,
  caseEvents,
  enrichmentBudgets,
  notices,
  runSteps,
  vendorSessions,
} from '#lib/db/schema/index.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { listCaseEvents } from '#lib/services/cases/list-events.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { listCaseObservables } from '#lib/services/cases/streams.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { previewCondition } from '#lib/services/intel/preview-condition.ts';
import { requestDueIntel } from '#lib/services/intel/request-due.ts';
import { automation, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { sweepSessions } from './session-sweep.ts';
import { adminCtx } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { testSources } from './testing/sources.ts';

const machine = testMachine();
const sources = testSources(machine);
let falcon: FalconEmulator;

beforeAll(async () => {
  falcon = await startCrowdStrike();
  const credentials = { clientId: falcon.clientId, clientSecret: falcon.clientSecret, webhookToken: 'hook' };
  await putConnector({
    ctx: adminCtx(machine),
    input: { id: 'crowdstrike', enabled: true, baseUrl: falcon.url, credentials },
  });
  // What else follows about a case is of other tests.
  for (const id of ['route-by-severity', 'enrich-endpoint', 'enrich-observables', 'case-created'])
    await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } });
});
beforeEach(async () => {
  Object.assign(falcon, { mode: 'ok', remaining: 6_000 });
  falcon.outages.next = [];
  falcon.requests.length = 0;
  // Asking the sources is most of the work, and what one test is about.
  const most = { mostAlerts: 100, mostIndicators: 0 };
  await settings({ condition: '', onAlerts: false, knownGood: [], quietSeconds: 1, ...most });
});
afterAll(() => falcon.close());

const settings = (parameters: Record<string, unknown>) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id: 'crowdstrike-intel', patch: { parameters } } });

/** A case of alerts of one process tree. */
async function caseOf(...alerts: NewFalconAlert[]): Promise<string> {
  const keys = new Set<string>();
  for (const what of alerts) {
    const { deliveryId } = await machine.deliver('crowdstrike', falcon.addAlert(what));
    await machine.settled();
    for (const key of (await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } })).cases) keys.add(key);
  }
  expect(keys.size).toBe(1);
  return [...keys][0]!;
}

async function press(key: string) {
  const { runId } = await pressAction({
    ctx: adminCtx(machine),
    input: { key, action: 'analyze-threat-intel', body: {} },
  });
  await machine.settled();
  return runId;
}

const runOf = async (key: string, runId?: string) => {
  const rows = await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id });
  return rows.filter((row) => row.automation === 'crowdstrike-intel' && (!runId || row.id === runId)).at(-1)!;
};
const events = async (key: string) =>
  (await listCaseEvents({ ctx: adminCtx(machine), input: { key, query: {} } })).items;
const observables = async (key: string) =>
  (await listCaseObservables({ ctx: adminCtx(machine), input: { key, query: { limit: '200' } } })).items;
const paths = () => falcon.requests.map(({ path }) => path);
const idOf = ({ composite_id }: { composite_id: string }) => composite_id;
const sessions = () => machine.db.select().from(vendorSessions);

describe('the button', () => {
  test('reads the details, analyses the command lines, asks the sources and ends its session', async () => {
    await settings({ mostIndicators: 500 });
    const key = await caseOf(
      { story: 'encodedPowershell', host: 1, tree: 1 },
      { story: 'credentialDumping', host: 1, tree: 1 },
    );
    const { issued, revoked } = falcon.tokens;
    const run = await runOf(key, await press(key));
    expect(run).toMatchObject({ status: 'completed', output: { case: key } });
    expect([falcon.tokens.issued - issued, falcon.tokens.revoked - revoked, falcon.tokens.live()]).toEqual([1, 1, 0]);
    expect(paths()).toEqual(['/oauth2/token', '/alerts/entities/alerts/v2', '/oauth2/revoke']);
    expect(await sessions()).toEqual([]);

    const encoded = (await events(key)).find(({ title }) => title.startsWith('EncodedPowershell'))!;
    expect(encoded.details).toMatchObject({
      processes: [{ role: 'grandparent' }, { role: 'parent', name: 'winword.exe' }, { role: 'process' }],
      host: { name: 'BO-0001', localAddress: '10.20.1.40', externalAddress: '198.51.100.20' },
      user: 'jdupont',
      techniques: [{ id: 'T1059.001', name: 'PowerShell' }],
      disposition: 'Detection, standard detection.',
    });
    const look = encoded.details!.commands.find(({ role }) => role === 'process')!;
    expect(look).toMatchObject({ verdict: 'malicious', by: 'rules', outputId: expect.any(String) });
    expect(look.decoded).toContain('http://cdn-invoice.example.net/a.ps1');

    const byValue = new Map((await observables(key)).map((one) => [one.value, one]));
    expect(byValue.get('http://cdn-invoice.example.net/a.ps1')).toMatchObject({ type: 'url', role: 'implicated' });
    for (const source of Object.values(sources)) {
      const requests: readonly RecordedRequest[] = source.requests;
      expect(requests.length).toBeGreaterThan(0);
      const asked = JSON.stringify(requests.map(({ path, json }) => [path, json]));
      expect(asked).toContain('203.0.113.77');
      for (const ours of ['10.20.1.40', '198.51.100.20', 'BO-0001']) expect(asked).not.toContain(ours);
    }
    const told = (await timelineOf(machine.db, key)).map(({ summary }) => summary);
    expect(told.filter((line) => line === 'Added the details of 2 alerts from Falcon')).toHaveLength(1);
    expect(told.at(-1)).toMatch(
      /^Read 2 alerts at Falcon, new or changed: 2\. Analysed \d+ command lines \(malicious: /,
    );
  });

  test('keeps the token out of the ledger', async () => {
    const key = await caseOf({ story: 'tunnel', host: 2, tree: 2 });
    const runId = await press(key);
    const used = falcon.requests.flatMap(({ headers }) => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? []);
    expect(used.length).toBeGreaterThan(0);
    const steps = JSON.stringify(await machine.db.select().from(runSteps).where(eq(runSteps.runId, runId)));
    for (const one of used) expect(steps).not.toContain(one);
  });

  test('adds nothing twice, and leaves what has not changed alone', async () => {
    const key = await caseOf({ story: 'certutilDownload', host: 3, tree: 3 });
    await press(key);
    const before = { observables: (await observables(key)).length, details: await machine.db.$count(alertDetails) };
    await press(key);
    expect((await observables(key)).length).toBe(before.observables);
    expect(await machine.db.$count(alertDetails)).toBe(before.details);
    const told = (await timelineOf(machine.db, key)).map(({ summary }) => summary);
    expect(told.filter((line) => line.startsWith('Added the details'))).toHaveLength(1);
  });

  test('does not analyse what the list says is good', async () => {
    await settings({ knownGood: ['robocopy \\\\prices.shop.example\\feed *', 'taskeng.exe {PriceUpdate}'] });
    const key = await caseOf({ story: 'persistence', host: 4, tree: 4 }, { story: 'priceUpdate', host: 4, tree: 4 });
    const run = await runOf(key, await press(key));
    expect(run.output).toMatchObject({ commands: { knownGood: 2 } });
    const copied = (await events(key)).find(({ title }) => title.startsWith('RobocopyBulk'))!;
    expect(copied.details!.commands.find(({ role }) => role === 'process')).toMatchObject({
      ...{ verdict: 'benign', knownGood: 'robocopy \\\\prices.shop.example\\feed *', outputId: null },
    });
  });

  test('asks for another token once where Falcon refuses the one it had', async () => {
    const key = await caseOf({ story: 'tunnel', host: 5, tree: 5 });
    const { issued } = falcon.tokens;
    const check = falcon.tokens.check;
    let refused = 0;
    falcon.tokens.check = (request) => {
      if (refused > 0) return check.call(falcon.tokens, request);
      refused += 1;
      falcon.tokens.expireAll();
      return check.call(falcon.tokens, request);
    };
    const run = await runOf(key, await press(key));
    falcon.tokens.check = check;
    expect([run.status, falcon.tokens.issued - issued, falcon.tokens.live()]).toEqual(['completed', 2, 0]);
  });

  test('fails where Falcon stays down, and leaves no session', async () => {
    const key = await caseOf({ story: 'tunnel', host: 6, tree: 6 });
    falcon.mode = 'down';
    expect((await runOf(key, await press(key))).status).toBe('failed');
    expect(falcon.tokens.live()).toBe(0);
    expect(await sessions()).toEqual([]);
    await expect
      .poll(async () => (await timelineOf(machine.db, key)).at(-1)!.summary)
      .toMatch(/^The threat intelligence could not be analysed: CrowdStrike Falcon/);
  });

  test('cancelled in the middle: the sweep ends its session', async () => {
    const key = await caseOf({ story: 'tunnel', host: 7, tree: 7 });
    const check = falcon.tokens.check;
    const reached = Promise.withResolvers<void>();
    falcon.tokens.check = (request) => {
      reached.resolve();
      falcon.mode = 'slow';
      return check.call(falcon.tokens, request);
    };
    const { runId } = await pressAction({
      ctx: adminCtx(machine),
      input: { key, action: 'analyze-threat-intel', body: {} },
    });
    await reached.promise;
    falcon.tokens.check = check;
    await machine.engine.cancel((await runOf(key, runId)).engineRunId!);
    await machine.settled();
    falcon.mode = 'ok';
    expect((await runOf(key, runId)).status).toBe('cancelled');
    expect(falcon.tokens.live()).toBe(1);
    await until('the session is over', async () => {
      await sweepSessions(machine.db, new Date());
      return falcon.tokens.live() === 0 && (await sessions()).length === 0;
    });
  });
});

describe('an alert that names more than one run asks about', () => {
  /** That no other test asks about. */
  const addressesOf = (host: number, count = 60) => Array.from({ length: count }, (_, n) => `93.184.${host}.${n + 1}`);
  const contacting = (remotes: readonly string[]) => ({
    network_accesses: remotes.map((remote_address) => ({ remote_address, remote_port: 443, protocol: 'TCP' })),
  });
  const askedAbout = () => sources.virustotal.requests.map(({ path }) => path.split('/').at(-1)!);

  /** Such a case, of which intake knows nothing: its alert tells more when it is read. */
  async function talkative(host: number): Promise<string> {
    const alert = falcon.addAlert({ story: 'tunnel', host, tree: host });
    const { deliveryId } = await machine.deliver('crowdstrike', alert);
    await machine.settled();
    falcon.touchAlert(alert.composite_id, contacting(addressesOf(host)));
    return (await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } })).cases[0]!;
  }

  test('has all of them asked about by the runs that follow, each once, and says what is left', async () => {
    await settings({ mostIndicators: 25 });
    const key = await talkative(70);
    const first = await runOf(key, await press(key));
    expect(first.output).toMatchObject({ indicators: { asked: 25, unasked: expect.any(Number) } });
    expect((first.output as { summary: string }).summary).toMatch(/ more were not asked about: the next run begins/);
    const asked = askedAbout().filter((address) => addressesOf(70).includes(address));
    expect(asked.toSorted()).toEqual(addressesOf(70).toSorted());
    const last = await runOf(key);
    expect(last).toMatchObject({ eventName: 'case/intel.due', status: 'completed' });
    expect(last.output).toMatchObject({ alerts: { read: 0 }, indicators: { unasked: 0 } });
    expect(falcon.requests.filter(({ path }) => path === '/oauth2/token')).toHaveLength(1);
  });

  test('of many such alerts, more than a run reads, none is left out', async () => {
    await settings({ mostIndicators: 25, mostAlerts: 1 });
    const named = [80, 81, 82].map((net) => addressesOf(net, 30));
    const key = await caseOf(...named.map(() => ({ story: 'tunnel' as const, host: 72, tree: 72 })));
    for (const [n, { vendorId }] of (await events(key)).entries()) falcon.touchAlert(vendorId, contacting(named[n]!));
    await press(key);
    const asked = new Set(askedAbout());
    expect(named.flat().filter((address) => !asked.has(address))).toEqual([]);
    expect((await runOf(key)).output).toMatchObject({ indicators: { unasked: 0 } });
  });

  test('asks for no other run where the sources let us ask no more', async () => {
    await settings({ mostIndicators: 25 });
    for (const source of Object.values(sources)) source.mode = 'rate-limited';
    const key = await talkative(73);
    await press(key);
    const { id } = await rowOf(machine.db, key);
    const began = (await runsOf(machine, { caseId: id })).filter((run) => run.automation === 'crowdstrike-intel');
    expect(began.map(({ status }) => status)).toEqual(['completed', 'completed']);
    const [unasked, after] = began.map(({ output }) => (output as { indicators: object }).indicators);
    expect(unasked).toMatchObject({ unasked: expect.any(Number) });
    expect(after).toMatchObject({ unasked: (unasked as { unasked: number }).unasked });
    await machine.db.update(enrichmentBudgets).set({ pausedUntil: null });
  });

  test('asks for no other run where nobody answers', async () => {
    await settings({ mostIndicators: 25 });
    await updateAutomation({ ctx: adminCtx(machine), input: { id: 'check-observables', patch: { enabled: false } } });
    const key = await talkative(71);
    const runId = await press(key);
    await updateAutomation({ ctx: adminCtx(machine), input: { id: 'check-observables', patch: { enabled: true } } });
    expect((await runOf(key)).id).toBe(runId);
    expect((await runOf(key)).output).toMatchObject({ indicators: { asked: 25, answered: 0 } });
  });
});

describe('the condition', () => {
  test('says which events are analysed', async () => {
    const key = await caseOf(
      { story: 'encodedPowershell', host: 10, tree: 10 },
      { story: 'persistence', host: 10, tree: 10 },
    );
    await settings({ condition: 'severity >= 60' });
    const run = await runOf(key, await press(key));
    expect(run.output).toMatchObject({ alerts: { read: 1 } });
    await settings({ condition: 'severity > 99' });
    expect(await runOf(key, await press(key))).toMatchObject({
      status: 'skipped',
      reason: 'Not run because the condition is true for none of 2 CrowdStrike events.',
    });
    await expect(settings({ condition: 'severity >' })).rejects.toMatchObject({
      errors: [{ pointer: '/parameters/condition' }],
    });
  });

  test('that cannot be used fails the run, and the leads hear of it once a day', async () => {
    const key = await caseOf({ story: 'persistence', host: 12, tree: 12 });
    await settings({ condition: '$error("no")' });
    for (let times = 0; times < 2; times += 1) {
      const run = await runOf(key, await press(key));
      expect(run.status).toBe('failed');
      expect(run.error?.message).toMatch(/^The condition cannot be used: The expression /);
      await until('what follows the failure is done', async () =>
        (await timelineOf(machine.db, key)).some(({ summary }) => summary.includes('The condition cannot be used')),
      );
    }
    await machine.settled();
    const said = (await timelineOf(machine.db, key)).filter(({ summary }) => summary.includes('cannot be used'));
    expect(said).toHaveLength(1);
    const title = 'Alerts from CrowdStrike are not analysed: the condition cannot be used';
    expect(await machine.db.select().from(notices).where(eq(notices.title, title))).toMatchObject([
      { kind: 'system', link: '/automations/crowdstrike-intel' },
    ]);
  });

  test('is shown against the events of a case before it is set', async () => {
    const key = await caseOf(
      { story: 'encodedPowershell', host: 11, tree: 11 },
      { story: 'persistence', host: 11, tree: 11 },
    );
    const preview = (condition: string) =>
      previewCondition({ ctx: adminCtx(machine), input: { id: 'crowdstrike-intel', case: key, condition } });
    const { items, problem } = await preview('severity >= 60');
    expect(problem).toBeNull();
    expect(items.map(({ title, fits }) => [title.split(' ')[0], fits]).toSorted()).toEqual([
      ['EncodedPowershell', true],
      ['ScheduledTaskPersistence', false],
    ]);
    expect(await preview('severity >')).toMatchObject({ items: [], problem: expect.stringMatching(/^The expression/) });
  });
});

describe('an alert', () => {
  test('is analysed once it has its case, and not again when it changes', async () => {
    await settings({ onAlerts: true });
    const key = await caseOf({ story: 'credentialDumping', host: 20, tree: 20 });
    const run = await runOf(key);
    const [event] = await events(key);
    expect(event!.details).not.toBeNull();
    expect(falcon.tokens.live()).toBe(0);
    expect(run).toMatchObject({ eventName: 'case/alerts.unread', status: 'completed' });
    expect(run.output).toMatchObject({ case: key, alerts: { read: 1 } });
    await machine.deliver('crowdstrike', falcon.touchAlert(event!.vendorId, { tags: ['seen'] }));
    await machine.settled();
    expect((await runOf(key)).id).toBe(run.id);
  });

  test('of a burst is analysed with the others: fifty alerts on two cases are few runs, and none is left out', {
    timeout: 60_000,
  }, async () => {
    await settings({ onAlerts: true, quietSeconds: 3 });
    const alerts = Array.from({ length: 50 }, (_, n) =>
      falcon.addAlert({ story: n % 3 ? 'tunnel' : 'encodedPowershell', host: 30 + (n % 2), tree: 30 + (n % 2) }),
    );
    const taken = await Promise.all(alerts.map((alert) => machine.deliver('crowdstrike', alert)));
    const arrived = () => machine.db.$count(caseEvents, inArray(caseEvents.vendorId, alerts.map(idOf)));
    await until('every alert has its case', async () => (await arrived()) === 50, { timeoutMs: 60_000 });
    await machine.settled();
    const keys = new Set<string>();
    for (const { deliveryId } of taken)
      for (const key of (await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } })).cases) keys.add(key);
    expect(keys.size).toBe(2);
    for (const key of keys) {
      const all = await events(key);
      expect(all).toHaveLength(25);
      for (const { details } of all) expect(details?.commands.map(({ role }) => role)).toContain('process');
      const { id } = await rowOf(machine.db, key);
      const began = (await runsOf(machine, { caseId: id })).filter((run) => run.automation === 'crowdstrike-intel');
      expect(began.length).toBeLessThanOrEqual(8);
      expect(began.every(({ status }) => status === 'completed' || status === 'skipped')).toBe(true);
    }
    expect(falcon.tokens.live()).toBe(0);
  });

  test('of which a run may take only some is taken by the next one', async () => {
    await settings({ onAlerts: true, mostAlerts: 2, mostCommandLines: 4 });
    const stories = ['encodedPowershell', 'credentialDumping', 'persistence', 'tunnel'] as const;
    const alerts = stories.map((story) => falcon.addAlert({ story, host: 40, tree: 40 }));
    const [first] = await Promise.all(alerts.map((alert) => machine.deliver('crowdstrike', alert)));
    await machine.settled();
    const [key] = (await getDelivery({ ctx: adminCtx(machine), input: { id: first!.deliveryId } })).cases as [string];
    expect(await events(key)).toHaveLength(stories.length);
    for (const { details } of await events(key)) {
      const lines = details!.processes.filter(({ commandLine }) => commandLine?.trim());
      expect(details!.commands).toHaveLength(lines.length);
    }
  });

  test('that nobody analysed is found by the schedule', async () => {
    const key = await caseOf({ story: 'tunnel', host: 21, tree: 21 });
    const ctx = ctxOf(machine.db, automation('crowdstrike-intel-due'), new Date());
    const due = await requestDueIntel({ ctx, input: { vendor: 'crowdstrike', most: 500 } });
    expect(due.keys).toContain(key);
    await machine.settled();
    expect(await runOf(key)).toMatchObject({ eventName: 'case/intel.due', status: 'completed' });
    expect((await requestDueIntel({ ctx, input: { vendor: 'crowdstrike', most: 500 } })).keys).not.toContain(key);
    await machine.settled();
  });

  test.each([
    ['the button', 50, press],
    [
      'the schedule',
      60,
      async () => {
        const ctx = ctxOf(machine.db, automation('crowdstrike-intel-due'), new Date());
        await requestDueIntel({ ctx, input: { vendor: 'crowdstrike', most: 500 } });
        await machine.settled();
      },
    ],
  ])(
    'is read however many there are beyond what a run may read, from %s on, and none that Falcon hides holds the others up',
    async (_name, host, start) => {
      await settings({ mostAlerts: 2 });
      const alerts = Array.from({ length: 7 }, (_, n) => ({
        ...{ story: 'tunnel' as const, host, tree: host },
        at: new Date(Date.now() - n * 1_000),
      }));
      const key = await caseOf(...alerts);
      const [newest, second, third, ...others] = (await events(key)).map(({ vendorId }) => vendorId);
      for (const hidden of [newest!, second!, third!]) falcon.alerts.delete(hidden);
      await start(key);
      const known = await machine.db.select().from(alertDetails).where(inArray(alertDetails.vendorId, others));
      expect(known).toHaveLength(others.length);
      const { id } = await rowOf(machine.db, key);
      const began = (await runsOf(machine, { caseId: id })).filter((run) => run.automation === 'crowdstrike-intel');
      expect(began.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed', 'completed']);
    },
  );
});
