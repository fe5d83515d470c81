import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SentinelOneEmulator, startSentinelOne } from '#e2e/vendors/sentinelone.ts';
import type { ConnectorErrorClass } from './http.ts';
import {
  findAgents,
  findAgentsAt,
  listAgents,
  type SentinelOneConnection,
  test as testSentinelOne,
} from './sentinelone.ts';
import { failing } from './testing/failing.ts';

let vendor: SentinelOneEmulator;

beforeEach(async () => {
  vendor = await startSentinelOne();
});
afterEach(() => vendor.close());

const conn = (changes: Partial<SentinelOneConnection> = {}): SentinelOneConnection => ({
  ...{ baseUrl: vendor.url, apiToken: vendor.apiToken, allowedNetworks: ['127.0.0.0/8'] },
  ...changes,
});
const named = (name: string) => ({ computerName__contains: name });
const failsAs = failing(() => [vendor.apiToken]);

describe('agents', () => {
  it('by part of a name, in whatever letters, with ids as texts', async () => {
    const { agents, rejects } = await listAgents(conn(), named('pos-0231'));
    expect(agents.map(({ computerName }) => computerName)).toEqual(['POS-0231', 'POS-02310']);
    expect(agents[0]!.id).toMatch(/^\d{19}$/);
    expect(rejects).toEqual([]);
    const [request] = vendor.requests;
    expect(request?.headers.authorization).toBe(`ApiToken ${vendor.apiToken}`);
    expect([request?.path, request?.query.get('limit')]).toEqual(['/web/api/v2.1/agents', '100']);
  });

  it('with further parameters; none is an empty list', async () => {
    const { agents } = await listAgents(conn(), { ...named('kiosk'), isDecommissioned: 'false' });
    expect(agents).toHaveLength(1);
    expect((await listAgents(conn(), named('nobody'))).agents).toEqual([]);
  });

  it('of several pages, with the same filter on each', async () => {
    const [agent] = vendor.agents;
    vendor.agents = Array.from({ length: 250 }, (_, n) => ({ ...agent!, id: `${n}`, computerName: `TILL-${n}` }));
    const { agents } = await listAgents(conn(), named('till'));
    expect(new Set(agents.map(({ id }) => id)).size).toBe(250);
    expect(vendor.requests.map(({ query }) => query.get('computerName__contains'))).toEqual(['till', 'till', 'till']);
  });

  it('a part that fits a thousand agents and more finds none', async () => {
    const [agent] = vendor.agents;
    vendor.agents = Array.from({ length: 1_001 }, (_, n) => ({ ...agent!, id: `${n}` }));
    expect((await failsAs('bad_request', listAgents(conn(), named('pos')))).message).toContain('more than 1000 agents');
  });

  it('an odd row loses none of the others', async () => {
    vendor.agents = [
      { id: 7 as never, computerName: 'POS-1' },
      { id: '8', computerName: 'POS-2', networkInterfaces: null },
    ];
    const { agents, rejects } = await listAgents(conn(), named('pos'));
    expect([agents.map(({ id }) => id), rejects.map(({ index }) => index)]).toEqual([['8'], [0]]);
  });
});

describe('the agents of a computer', () => {
  const asked = () =>
    vendor.requests.map(({ query }) => query.get('computerName') ?? query.get('computerName__contains'));
  const namesOf = async (name: string, filter = {}) =>
    (await findAgents(conn(), name, filter)).agents.map(({ computerName }) => computerName);
  const rename = (...names: string[]) => {
    const [agent] = vendor.agents;
    vendor.agents = names.map((computerName, n) => ({ ...agent!, id: `${n}`, computerName }));
  };

  it('are found by its name, with one call and no others', async () => {
    expect(await namesOf('pos-0231', { isDecommissioned: 'false' })).toEqual(['POS-0231']);
    expect(asked()).toEqual(['pos-0231,POS-0231']);
    expect(vendor.requests[0]!.query.get('isDecommissioned')).toBe('false');
  });

  it('are asked for as the name is written, and in capitals and small letters beside', async () => {
    rename('Fin-Lt-001');
    expect(await namesOf('Fin-Lt-001')).toEqual(['Fin-Lt-001']);
    expect(asked()).toEqual(['Fin-Lt-001,FIN-LT-001,fin-lt-001']);
  });

  it('are found by an address', async () => {
    const { agents } = await findAgentsAt(conn(), '10.20.30.40', { isDecommissioned: 'false' });
    expect(agents.map(({ computerName }) => computerName)).toEqual(['POS-0231']);
    expect(Object.fromEntries(vendor.requests[0]!.query)).toMatchObject({
      networkInterfaceInet__contains: '10.20.30.40',
      isDecommissioned: 'false',
    });
  });

  it('are found by a part of theirs where the console knows the name in another form', async () => {
    rename('pos-1.shop.example', 'Till-9');
    expect(await namesOf('pos-1')).toEqual(['pos-1.shop.example']);
    expect(await namesOf('till-9')).toEqual(['Till-9']);
  });

  it('are not those of others: no list of names, and no fleet by a letter of theirs', async () => {
    expect(await namesOf('pos-0231,kiosk')).toEqual([]);
    expect(asked()).toEqual([]);
    expect(await namesOf('p')).toEqual([]);
    expect(asked()).toEqual(['p,P']);
  });

  it('are asked for no longer where a part is in too many names', async () => {
    rename(...Array.from({ length: 250 }, (_, n) => `TILL-${n}`));
    await failsAs('bad_request', findAgents(conn(), 'till'));
    expect(vendor.requests).toHaveLength(3);
  });
});

describe('errors', () => {
  it('a wrong token is auth, in the words of SentinelOne', async () => {
    const error = await failsAs('auth', listAgents(conn({ apiToken: 'another' }), named('pos')));
    expect(error.message).toBe('SentinelOne: answered 401 (4010010 Authentication Failed)');
  });

  it('a parameter that it does not know is told', async () => {
    const error = await failsAs('bad_request', listAgents(conn(), { siteNames: 'x' }));
    expect(error.message).toContain('siteNames: Unknown field');
  });

  it.each<[mode: SentinelOneEmulator['mode'], kind: ConnectorErrorClass]>([
    ['rate-limited', 'rate_limited'],
    ['down', 'transient'],
    ['garbled', 'bad_request'],
  ])('%s: %s', async (mode, kind) => {
    vendor.mode = mode;
    await failsAs(kind, listAgents(conn(), named('pos')));
  });

  it('a slow answer is transient', async () => {
    vendor.mode = 'slow';
    await failsAs('transient', listAgents(conn({ fetchOptions: { totalMs: 200 } }), named('pos')));
  });
});

it('the test tells how many agents the token’s user sees', async () => {
  expect(await testSentinelOne(conn())).toEqual({ agents: vendor.agents.length });
  expect(await testSentinelOne(conn({ baseUrl: `${vendor.url}/web/api/v2.1` }))).toEqual({
    agents: vendor.agents.length,
  });
  await failsAs('auth', testSentinelOne(conn({ apiToken: 'another' })));
});
