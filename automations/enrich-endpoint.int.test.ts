import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AxoniusEmulator, startAxonius } from '#e2e/vendors/axonius.ts';
import { type EntraEmulator, startEntra } from '#e2e/vendors/entra.ts';
import { type OpenAiEmulator, startOpenAi } from '#e2e/vendors/openai.ts';
import { type SentinelOneEmulator, startSentinelOne } from '#e2e/vendors/sentinelone.ts';
import { connectors, deviceAnswers, deviceSummaries, enrichmentBudgets } from '#lib/db/schema/index.ts';
import { AGENT_QUERY } from '#lib/domain/device/agent-query.ts';
import type { ObservableRole, ObservableType } from '#lib/domain/observables/types.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { addObservables } from '#lib/services/cases/add-observables.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { listCaseDevices } from '#lib/services/devices/for-case.ts';
import { createStore } from '#lib/services/stores/create.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, openSettled } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';
import { asleep, wakeSleepers } from './testing/sleepers.ts';

const machine = testMachine({ instead: [idleScout] });
let sentinelone: SentinelOneEmulator;
let axonius: AxoniusEmulator;
let entra: EntraEmulator;

beforeAll(async () => {
  [sentinelone, axonius, entra] = await Promise.all([startSentinelOne(), startAxonius(), startEntra()]);
  const store = { name: 'Milano 12', timeZone: 'Europe/Rome', networks: ['10.20.30.0/24'] };
  await createStore({ ctx: adminCtx(machine), input: store });
});
beforeEach(async () => {
  await connect();
  for (const vendor of [sentinelone, axonius, entra]) {
    vendor.mode = 'ok';
    vendor.quota = Number.POSITIVE_INFINITY;
    vendor.requests.length = 0;
  }
  await settings({ waitSeconds: 1, freshMinutes: 60, agentFilters: [], agentQuery: AGENT_QUERY });
  for (const table of [deviceAnswers, deviceSummaries, enrichmentBudgets]) await machine.db.delete(table);
});
afterAll(() => Promise.all([sentinelone.close(), axonius.close(), entra.close()]));

async function connect(entraOn = true): Promise<void> {
  const put = (id: string, baseUrl: string, credentials: Record<string, string>, more: object = {}) =>
    putConnector({ ctx: adminCtx(machine), input: { id, enabled: true, baseUrl, credentials, ...more } });
  await put('sentinelone', sentinelone.url, { apiToken: sentinelone.apiToken });
  await put('axonius', axonius.url, { apiKey: axonius.apiKey, apiSecret: axonius.apiSecret });
  const { url, loginUrl, tenantId, clientId, clientSecret } = entra;
  const secrets = { tenantId, clientId, clientSecret };
  await put('entra', url, secrets, { enabled: entraOn, settings: { loginUrl } });
}

const settings = (parameters: Record<string, unknown>) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id: 'enrich-endpoint', patch: { parameters } } });
const observable = (value: string, role: ObservableRole = 'victim', type: ObservableType = 'device') => ({
  type,
  value,
  role,
});
const opened = (value: string, fields: object = {}) =>
  openSettled(machine, { observables: [observable(value)], ...fields });
const press = (key: string) =>
  pressAction({ ctx: adminCtx(machine), input: { key, action: 'enrich-endpoint', body: {} } });
const devices = async (key: string) => (await listCaseDevices({ ctx: adminCtx(machine), input: { key } })).items;
const states = async (key: string) =>
  Object.fromEntries((await devices(key))[0]!.sources.map(({ source, state }) => [source, state]));
const ours = async (key: string) =>
  (await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id })).filter(
    (run) => run.automation === 'enrich-endpoint',
  );
const summaries = async (key: string) =>
  (await timelineOf(machine.db, key))
    .filter(({ kind, actor }) => kind === 'summary' && actor.id === 'enrich-endpoint')
    .map(({ summary }) => summary);
const allRequests = () => [sentinelone, axonius, entra].flatMap(({ requests }) => requests);

describe('a case that is opened with a device', () => {
  test('gets it as all three know it together, its store and a summary bound to its facts', async () => {
    const { key } = await opened('POS-0231');
    const [device] = await devices(key);
    expect(device).toMatchObject({
      device: {
        joinedBy: 'serial',
        sources: ['axonius', 'entra', 'sentinelone'],
        fields: {
          owner: { value: 'mrossi@retail.example', source: 'entra' },
          serial: { value: 'VX-T100-0231' },
          os: { value: 'Windows 11 Pro', source: 'sentinelone' },
          isolation: { value: 'connected' },
          compliant: { value: true, source: 'entra' },
        },
        conflicts: [],
      },
      ambiguous: false,
      candidates: [],
      store: { key: 'milano-12', address: '10.20.30.40', network: '10.20.30.0/24' },
      summary: { by: 'rules' },
    });
    const known = new Set(device!.summary!.facts.map(({ id }) => id));
    expect(device!.summary!.sentences.length).toBeGreaterThan(4);
    for (const { facts } of device!.summary!.sentences) for (const fact of facts) expect(known).toContain(fact);
    expect(await summaries(key)).toEqual(['POS-0231: known to Axonius, Entra ID, SentinelOne.']);
    expect((await ours(key)).map(({ status }) => status).sort()).toEqual(['completed', 'skipped']);
  });

  test('conflicts stand with who says what', async () => {
    const { key } = await opened('POS-0147');
    const [device] = await devices(key);
    expect(device!.device).toMatchObject({
      fields: { isolation: { value: 'isolated' }, infected: { value: true }, compliant: { value: false } },
      conflicts: [
        {
          field: 'owner',
          said: [
            { value: 'lrusso@retail.example', source: 'entra' },
            { value: 'RETAIL\\mrossi', source: 'axonius' },
          ],
        },
      ],
    });
    expect((await summaries(key))[0]).toContain('They differ on: owner.');
  });

  test('retired and stale twins are set aside; a name that several have is nobody’s', async () => {
    const kiosk = await opened('KIOSK-07');
    const [replaced] = await devices(kiosk.key);
    expect(replaced!.device!.fields.serial!.value).toBe('KX-9000-0007');
    expect(replaced!.candidates.map(({ known, why }) => [known[0]!.source, why])).toEqual([
      ['entra', 'stale'],
      ['sentinelone', 'retired'],
    ]);
    const laptop = await opened('LAPTOP-HR');
    expect(await devices(laptop.key)).toMatchObject([{ device: null, ambiguous: true, summary: null }]);
    expect((await devices(laptop.key))[0]!.candidates.map(({ known }) => known.length)).toEqual([3, 3]);
    expect((await summaries(laptop.key))[0]).toContain('nothing tells which is meant');
  });

  test('a name with odd signs is found, and one that nobody knows is told', async () => {
    expect(await states((await opened("O'NEIL-MBP")).key)).toEqual({
      ...{ sentinelone: 'unknown', axonius: 'unknown', entra: 'answered' },
    });
    const { key } = await opened('NOBODY-1');
    expect(await summaries(key)).toEqual(['NOBODY-1: no source knows it.']);
  });

  test('each source is asked for the name as the case has it', async () => {
    await opened('FIN-LT-001');
    expect(sentinelone.requests[0]!.query.get('computerName')).toBe('FIN-LT-001,fin-lt-001');
    expect(JSON.stringify(axonius.requests[0]!.json)).toContain('^FIN\\\\-LT\\\\-001');
    const filters = entra.requests.flatMap(({ query }) => query.get('$filter') ?? []);
    expect(filters[0]).toBe("displayName eq 'FIN-LT-001'");
  });

  test('one that is named by its address is asked for by it, and not of a directory that knows none', async () => {
    const { key } = await opened('10.20.30.40');
    expect(await states(key)).toEqual({ sentinelone: 'answered', axonius: 'answered', entra: 'off' });
    const [device] = await devices(key);
    expect(device).toMatchObject({ device: { joinedBy: 'serial' }, store: { key: 'milano-12' } });
    expect(device!.device!.lists.names.map(({ value }) => value)).toContain('pos-0231');
    expect(device!.sources.find(({ source }) => source === 'entra')!.note).toBe('Entra ID knows no addresses.');
    expect(entra.requests).toEqual([]);
    expect(await summaries(key)).toEqual(['10.20.30.40: known to Axonius, SentinelOne. Not heard: Entra ID.']);
  });

  test('without a device, and with a public host that did harm: nobody is asked', async () => {
    const { key } = await openSettled(machine, {
      observables: [observable('cdn.bad.example', 'implicated', 'hostname')],
    });
    expect((await ours(key)).map(({ status }) => status)).toEqual(['skipped', 'skipped']);
    expect(allRequests()).toEqual([]);
  });

  test('out of scope: nobody is asked, and the ledger says why', async () => {
    await settings({ categories: ['Endpoint'] });
    const { key } = await opened('POS-0231', { category: 'Cloud' });
    expect((await ours(key))[0]!.reason).toBe('Not run because the category Cloud is not among Endpoint.');
    await settings({ categories: [] });
    expect(allRequests()).toEqual([]);
  });
});

describe('a device that comes later', () => {
  test('a burst is looked at once', async () => {
    await settings({ waitSeconds: 60 });
    const { key } = await openSettled(machine);
    const ctx = adminCtx(machine);
    for (const value of ['POS-0147', 'TILL-0099'])
      await addObservables({ ctx, input: { key, items: [observable(value)] } });
    await asleep(machine);
    await wakeSleepers(machine);
    expect((await ours(key)).filter(({ status }) => status === 'completed')).toHaveLength(1);
    expect((await devices(key)).map(({ device }) => device !== null)).toEqual([true, true]);
    const asked = sentinelone.requests.map(({ query }) => query.get('computerName'));
    expect(asked.filter((name) => name === 'POS-0147,pos-0147')).toHaveLength(1);
  });

  test('what was asked a moment ago is not asked again; the button asks anew', async () => {
    await opened('POS-0231');
    const asked = allRequests().length;
    const { key } = await opened('POS-0231');
    expect(allRequests()).toHaveLength(asked);
    expect(await devices(key)).toMatchObject([{ device: { joinedBy: 'serial' } }]);
    const { runId } = await press(key);
    await machine.settled();
    expect((await ours(key)).find(({ id }) => id === runId)).toMatchObject({ status: 'completed' });
    expect(allRequests().length).toBeGreaterThan(asked);
  });
});

describe('a source that does not answer is a smaller card', () => {
  test.each([
    ['down', 'failed'],
    ['garbled', 'failed'],
  ] as const)('%s: %s', async (mode, state) => {
    axonius.mode = mode;
    const { key } = await opened('POS-0231');
    expect(await states(key)).toEqual({ sentinelone: 'answered', axonius: state, entra: 'answered' });
    expect((await devices(key))[0]!.device!.sources).toEqual(['entra', 'sentinelone']);
    expect((await summaries(key))[0]).toContain('Not heard: Axonius.');
    expect((await ours(key))[0]!.status).toBe('completed');
  });

  test('all three are down: the run ends well, and what was known before stays', async () => {
    const { key } = await opened('POS-0231');
    for (const vendor of [sentinelone, axonius, entra]) vendor.mode = 'down';
    await press(key);
    await machine.settled();
    expect(await states(key)).toEqual({ sentinelone: 'failed', axonius: 'failed', entra: 'failed' });
    const [device] = await devices(key);
    expect(device!.device!.sources).toEqual(['axonius', 'entra', 'sentinelone']);
    expect(device!.sources.every(({ answeredAt, triedAt }) => answeredAt! < triedAt!)).toBe(true);
    expect((await ours(key)).every(({ status }) => status !== 'failed')).toBe(true);
  });

  test('one that is switched off says so, and its connector keeps what went wrong with the others', async () => {
    await connect(false);
    sentinelone.mode = 'down';
    const { key } = await opened('POS-0231');
    expect(await states(key)).toEqual({ sentinelone: 'failed', axonius: 'answered', entra: 'off' });
    const [connector] = await machine.db.select().from(connectors).where(eq(connectors.id, 'sentinelone'));
    expect(connector!.lastCallError).toContain('SentinelOne: answered 500');
  });

  test('one that limits us is waited for, and asked once more', async () => {
    Object.assign(axonius, { limitNext: 1, retryAfter: '1' });
    const { key } = await opened('POS-0231');
    expect(axonius.requests).toHaveLength(2);
    expect(await states(key)).toEqual({ sentinelone: 'answered', axonius: 'answered', entra: 'answered' });
  });
});

describe('the JSON query', () => {
  test('of one’s own decides what is read', async () => {
    await settings({ agentQuery: '[data.{"id": id, "names": [computerName], "owner": lastLoggedInUserName}]' });
    const { key } = await opened('POS-0231');
    const { fields } = (await devices(key))[0]!.device!;
    expect(fields.isolation).toBeUndefined();
    expect(fields.owner).toMatchObject({ source: 'entra' });
  });

  test.each([
    ['fails', '$error("no")', /^The JSON query cannot be used: The expression .*The shipped query was used\./],
    ['gives no devices', '"text"', /^The JSON query gives no object with an id as its device 1\. The shipped/],
  ])('that %s is told, and costs nothing', async (_, agentQuery, note) => {
    await settings({ agentQuery });
    const { key } = await opened('POS-0231');
    const [device] = await devices(key);
    expect(device!.device!.fields.isolation).toMatchObject({ source: 'sentinelone' });
    expect(device!.sources[0]!.note).toMatch(note);
  });

  test('that is none is refused when it is set, with what is wrong', async () => {
    await expect(settings({ agentQuery: '[data.{' })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/parameters/agentQuery', message: expect.stringMatching(/^The expression/) }],
    });
  });

  test('and the parameters of the list are sent', async () => {
    await settings({ agentFilters: ['siteIds=2', 'siteIds=3'] });
    await opened('POS-0231');
    expect(sentinelone.requests[0]!.query.get('siteIds')).toBe('2,3');
  });
});

describe('with a model', () => {
  const withModel = async (script: OpenAiEmulator['script'], work: () => Promise<void>) => {
    const model = await startOpenAi();
    model.script = script;
    const put = (enabled: boolean) =>
      putConnector({
        ctx: adminCtx(machine),
        input: {
          ...{ id: 'ai', enabled, baseUrl: model.baseUrl },
          ...{ credentials: { apiKey: model.apiKey }, settings: { model: model.model } },
        },
      });
    await put(true);
    try {
      await work();
    } finally {
      await put(false);
      await model.close();
    }
  };

  test('its sentences stand as far as they are bound to facts', () =>
    withModel(
      () => ({
        sentences: [
          { text: 'It runs Windows 11 Pro.', facts: ['os'] },
          { text: 'It runs Windows 95.', facts: ['os'] },
          { text: 'It talked to 203.0.113.77.', facts: ['os'] },
          { text: 'Nothing is wrong with it.', facts: [] },
          { text: 'Its disk is fine.', facts: ['made-up'] },
        ],
      }),
      async () => {
        const { key } = await opened('POS-0231');
        const [device] = await devices(key);
        expect(device!.summary).toMatchObject({
          by: 'model',
          sentences: [{ text: 'It runs Windows 11 Pro.', facts: ['os'] }],
          why: {
            by: 'model',
            model: 'soc-model',
            promptVersion: 2,
            inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
        });
      },
    ));

  test('that says nothing of use, the rules sum up', () =>
    withModel(
      () => ({ sentences: [{ text: 'All is well.', facts: [] }] }),
      async () => {
        const { key } = await opened('KIOSK-07');
        const { summary } = (await devices(key))[0]!;
        expect(summary!.by).toBe('rules');
        expect(summary!.sentences.length).toBeGreaterThan(4);
      },
    ));
});
