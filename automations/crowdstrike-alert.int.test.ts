import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { falconAlert } from '#e2e/vendors/crowdstrike-bodies.ts';
import { FALCON_STORIES, type FalconStoryName, falconHost } from '#e2e/vendors/crowdstrike-scenarios.ts';
import { notices } from '#lib/db/schema/index.ts';
import { SENTINELONE_THREAT } from '#lib/domain/mappings/endpoint-samples.ts';
import { readFalconAlerts } from '#lib/integrations/read-falcon-alerts.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { assignCase } from '#lib/services/cases/assign.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { listCaseObservables } from '#lib/services/cases/streams.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { testMachine } from './testing/harness.ts';

const machine = testMachine();
const ctx = () => ctxOf(machine.db, as(machine.people.admin), new Date());
let made = 0;

const alert = (story: FalconStoryName, tree: number, more: Record<string, unknown> = {}, host = tree) => {
  made += 1;
  const at = new Date(Date.now() - 60_000 + made * 10);
  return falconAlert({ n: made, tree, story: FALCON_STORIES[story], host: falconHost(host), at }, more);
};

async function take(connectorId: string, body: unknown) {
  const { deliveryId } = await machine.deliver(connectorId, body);
  await machine.settled();
  return getDelivery({ ctx: ctx(), input: { id: deliveryId } });
}

beforeAll(async () => {
  for (const id of ['crowdstrike', 'sentinelone'])
    await putConnector({ ctx: ctx(), input: { id, enabled: true, credentials: { webhookToken: 'x' } } });
  // What follows about each case is of other tests.
  for (const id of ['crowdstrike-intel', 'enrich-endpoint', 'enrich-observables'])
    await updateAutomation({ ctx: ctx(), input: { id, patch: { enabled: false } } });
});

describe('a Falcon alert', () => {
  test('becomes a case with its host, user, indicators and techniques', async () => {
    const { cases } = await take('crowdstrike', alert('encodedPowershell', 1));
    const view = await getCase({ ctx: ctx(), input: { key: cases[0]! } });
    expect(view).toMatchObject({
      ...{ title: 'EncodedPowershell on BO-0001', severity: 'high', category: 'Endpoint', source: 'crowdstrike' },
      createdBy: { kind: 'automation', id: 'crowdstrike-alert' },
      customFields: { host: 'BO-0001', site: 'Lyon-03', falconStatus: 'new' },
    });
    expect(view.links.map(({ title }) => title)).toEqual(['Falcon alert']);
    const { items } = await listCaseObservables({ ctx: ctx(), input: { key: cases[0]!, query: { limit: '200' } } });
    const roles = Object.fromEntries(items.map(({ type, value, role }) => [`${type} ${value}`, role]));
    expect(roles).toMatchObject({
      'ipv4 203.0.113.77': 'implicated',
      'hostname cdn-invoice.example.net': 'implicated',
      'ipv4 198.51.100.20': 'own',
      'ipv4 10.20.1.40': 'own',
      'device BO-0001': 'victim',
    });
    // Falcon's own ids have the digits of an MD5.
    expect(items.filter(({ type }) => type === 'md5')).toHaveLength(3);
    expect(items.some(({ value }) => value.includes('falcon.crowdstrike.com'))).toBe(false);
    expect(items.some(({ type }) => type === 'command_line')).toBe(true);
    expect(items.some(({ value }) => /^0+$/.test(value))).toBe(false);
  });

  test('of the same tree joins its case and raises it; what Falcon says later is told there', async () => {
    const first = alert('certutilDownload', 2);
    const { cases } = await take('crowdstrike', first);
    const worse = await take('crowdstrike', { alert: alert('credentialDumping', 2) });
    expect(worse.cases).toEqual(cases);
    const closed = { ...first, status: 'closed', updated_timestamp: new Date().toISOString() };
    expect((await take('crowdstrike', closed)).cases).toEqual(cases);
    const view = await getCase({ ctx: ctx(), input: { key: cases[0]! } });
    expect(view).toMatchObject({ severity: 'critical', stage: 'new', customFields: { falconStatus: 'new' } });
    const told = (await timelineOf(machine.db, cases[0]!)).map(({ summary }) => summary);
    expect(told).toContain('Falcon reports the alert “CertutilDownload on SRV-0002” closed, severity high');
    const joined = told.find((summary) =>
      summary.startsWith('Updated the case from CrowdStrike (new, critical): a new detection'),
    );
    expect(joined).toContain('severity high → critical');
  });

  test('that is closed at Falcon resolves nothing; once all of the case are, its owner is told, once', async () => {
    const [first, second] = [alert('certutilDownload', 40), alert('persistence', 40)];
    const [key] = (await take('crowdstrike', first)).cases as [string];
    await take('crowdstrike', second);
    const owner = machine.people.analyst;
    await assignCase({ ctx: ctx(), input: { key, assignee: owner.id } });
    const stand = (of: typeof first, status: string, tags: string[] = []) =>
      take('crowdstrike', { ...of, status, tags, updated_timestamp: new Date().toISOString() });
    const told = async () =>
      (await timelineOf(machine.db, key)).filter(({ summary }) => summary.startsWith('Falcon has closed every')).length;
    const heard = async () => {
      const { id } = await rowOf(machine.db, key);
      return machine.db.$count(notices, and(eq(notices.caseId, id), eq(notices.kind, 'case.vendor_closed')));
    };
    await stand(first, 'closed');
    expect([await told(), await heard()]).toEqual([0, 0]);
    await stand(second, 'closed');
    await stand(second, 'closed', ['seen']);
    expect([await told(), await heard()]).toEqual([1, 1]);
    expect((await rowOf(machine.db, key)).stage).not.toBe('resolved');
    await stand(first, 'reopened');
    await stand(first, 'closed');
    expect([await told(), await heard()]).toEqual([2, 2]);
  });

  test('without an aggregate joins the case of its host within the window', async () => {
    const lone = { aggregate_id: '' };
    const { cases } = await take('crowdstrike', alert('tunnel', 40, lone, 9));
    expect((await take('crowdstrike', alert('persistence', 41, lone, 9))).cases).toEqual(cases);
    expect((await take('crowdstrike', alert('persistence', 42, lone, 10))).cases).not.toEqual(cases);
  });

  test('that is too mild, or is over, opens no case', async () => {
    expect(await take('crowdstrike', alert('priceUpdate', 5))).toMatchObject({
      ...{ outcome: 'filtered', reason: 'The severity informational is below low.' },
    });
    expect(await take('crowdstrike', alert('tunnel', 6, { status: 'closed' }))).toMatchObject({
      ...{ outcome: 'filtered', reason: 'The status closed opens no case; new, in_progress, reopened would.' },
    });
  });

  test('a tag at Falcon does not reopen a case that an analyst has ended', async () => {
    const first = alert('tunnel', 7);
    const { cases } = await take('crowdstrike', first);
    const to = { state: 'resolved', verdict: 'benign_positive', summary: 'The administrator’s own.' } as const;
    await transitionCase({ ctx: ctx(), input: { key: cases[0]!, to } });
    await take('crowdstrike', { ...first, tags: ['seen'], updated_timestamp: new Date().toISOString() });
    expect((await rowOf(machine.db, cases[0]!)).stage).toBe('resolved');
  });

  test('comes by our own reading as it does by the hook', async () => {
    const falcon = await startCrowdStrike();
    const written = [1, 2, 3].map(() => falcon.addAlert({ story: 'credentialDumping', host: 77, tree: 77 }));
    const credentials = { clientId: falcon.clientId, clientSecret: falcon.clientSecret };
    await putConnector({ ctx: ctx(), input: { id: 'crowdstrike', enabled: true, baseUrl: falcon.url, credentials } });
    const actor = { kind: 'vendor', id: 'crowdstrike', name: 'crowdstrike' } as const;
    const reading = await readFalconAlerts({ ...ctx(), actor }, { allowedNetworks: ['127.0.0.0/8'], now: true });
    expect(reading).toMatchObject({ caught: 3, more: false });
    await machine.deliver('crowdstrike', written[0]);
    await machine.settled();
    const again = await take('crowdstrike', {
      ...written[0],
      status: 'in_progress',
      updated_timestamp: new Date().toISOString(),
    });
    expect(again.cases).toHaveLength(1);
    expect(await rowOf(machine.db, again.cases[0]!)).toMatchObject({ eventCount: 4, severity: 'critical' });
    await falcon.close();
  });
});

test('a SentinelOne threat becomes a case, hears of its changes, and says when it is over', async () => {
  const { cases } = await take('sentinelone', SENTINELONE_THREAT);
  const view = await getCase({ ctx: ctx(), input: { key: cases[0]! } });
  expect(view).toMatchObject({ title: 'update.exe on BO-0412', severity: 'critical', source: 'sentinelone' });
  const { threatInfo } = SENTINELONE_THREAT;
  const over = { ...threatInfo, incidentStatus: 'resolved', updatedAt: '2026-02-03T12:00:00Z' };
  expect((await take('sentinelone', { ...SENTINELONE_THREAT, threatInfo: over })).cases).toEqual(cases);
  expect(await rowOf(machine.db, cases[0]!)).toMatchObject({
    stage: 'new',
    customFields: { sentinelStatus: 'resolved' },
  });
  const other = { threatInfo: { ...over, threatId: '8' }, agentRealtimeInfo: { agentId: 'another' } };
  expect(await take('sentinelone', { ...SENTINELONE_THREAT, ...other })).toMatchObject({ outcome: 'filtered' });
});

describe('SentinelOne threats', () => {
  let threat = 100;
  const of = (storyline: string | null, agentId: string, more: Record<string, unknown> = {}) => {
    threat += 1;
    const { threatInfo, agentRealtimeInfo } = SENTINELONE_THREAT;
    const id = String(threat);
    return {
      ...SENTINELONE_THREAT,
      ...{ id, agentRealtimeInfo: { ...agentRealtimeInfo, agentId } },
      threatInfo: { ...threatInfo, threatId: id, storyline, ...more },
    };
  };
  const caseOf = async (body: unknown) => (await take('sentinelone', body)).cases[0];

  test('of one storyline meet on one case, on whatever host', async () => {
    const first = await caseOf(of('S1', 'a1'));
    expect(await caseOf(of('S1', 'a2'))).toBe(first);
    expect(await caseOf(of('S2', 'a3'))).not.toBe(first);
    expect(await rowOf(machine.db, first!)).toMatchObject({ eventCount: 2 });
  });

  test('without a storyline meet on the case of their host, unless that is switched off', async () => {
    const first = await caseOf(of(null, 'a4'));
    expect(await caseOf(of(null, 'a4'))).toBe(first);
    expect(await caseOf(of(null, 'a5'))).not.toBe(first);
    const set = (parameters: Record<string, unknown>) =>
      updateAutomation({ ctx: ctx(), input: { id: 'sentinelone-threat', patch: { parameters } } });
    await set({ groupByHost: false });
    expect(await caseOf(of(null, 'a4'))).not.toBe(first);
    await set({ groupByHost: true });
  });
});

describe('a storm', () => {
  const set = (id: string, parameters: Record<string, unknown>) =>
    updateAutomation({ ctx: ctx(), input: { id, patch: { parameters } } });
  const burst = async (connectorId: string, bodies: unknown[]) => {
    const sent = await Promise.all(bodies.map((body) => machine.deliver(connectorId, body)));
    await machine.settled();
    const found = await Promise.all(
      sent.map(({ deliveryId }) => getDelivery({ ctx: ctx(), input: { id: deliveryId } })),
    );
    const keys = found.map(({ cases }) => cases[0]!);
    return [...new Set(keys)].map((key) => keys.filter((one) => one === key).length).sort((a, b) => b - a);
  };

  test('of one Falcon rule on many hosts: three cases, and one for the rest', async () => {
    await set('crowdstrike-alert', { stormCases: 3 });
    const alerts = Array.from({ length: 12 }, (_, n) => alert('inventoryScript', 200 + n));
    expect(await burst('crowdstrike', alerts)).toEqual([9, 1, 1, 1]);
  });

  test('of a named source that does not say its rule; switched off, each has its own', async () => {
    await putConnector({
      ctx: ctx(),
      input: { id: 'generic/till', enabled: true, credentials: { webhookToken: 'x' } },
    });
    const till = (name: string) => Array.from({ length: 6 }, (_, n) => ({ id: `${name}-${n}`, title: `${name} ${n}` }));
    await set('generic-alert', { stormCases: 2 });
    expect(await burst('generic/till', till('a'))).toEqual([4, 1, 1]);
    await set('generic-alert', { stormGuard: false });
    expect(await burst('generic/till', till('b'))).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
