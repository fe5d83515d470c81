import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AxoniusEmulator, startAxonius } from './axonius.ts';
import { type EntraEmulator, startEntra } from './entra.ts';
import { type SentinelOneEmulator, startSentinelOne } from './sentinelone.ts';

let sentinelone: SentinelOneEmulator;
let axonius: AxoniusEmulator;
let entra: EntraEmulator;

beforeAll(async () => {
  [sentinelone, axonius, entra] = await Promise.all([startSentinelOne(), startAxonius(), startEntra()]);
});
afterAll(() => Promise.all([sentinelone.close(), axonius.close(), entra.close()]));

const read = async (url: string, init: RequestInit = {}) => {
  const answer = await fetch(url, init);
  return [answer.status, await answer.json()];
};

describe('SentinelOne', () => {
  const get = (path: string, authorization = `ApiToken ${sentinelone.apiToken}`) =>
    read(`${sentinelone.url}/web/api/v2.1${path}`, { headers: { authorization } });
  const failure = (code: number) => ({
    errors: [{ code, title: expect.any(String), detail: expect.toSatisfy(isTold) }],
  });
  const isTold = (detail: unknown) => detail === null || typeof detail === 'string';

  it.each<[name: string, path: string, status: number, code: number]>([
    ['a page that is too large', '/agents?limit=1001', 400, 4000010],
    ['no page', '/agents?limit=0', 400, 4000010],
    ['a cursor that it never gave', '/agents?cursor=x', 400, 4000010],
    ['a filter that it does not know', '/agents?hostname=x', 400, 4000010],
    ['another path', '/threats', 404, 4040010],
  ])('refuses %s', async (_, path, status, code) => {
    expect(await get(path)).toEqual([status, failure(code)]);
  });

  it('knows no bearer', async () => {
    expect(await get('/agents', `Bearer ${sentinelone.apiToken}`)).toEqual([401, failure(4010010)]);
  });

  it('gives ten where nobody says how many, and counts', async () => {
    const [agent] = sentinelone.agents;
    sentinelone.agents = Array.from({ length: 12 }, (_, n) => ({ ...agent!, id: `${n}` }));
    const [, page] = await get('/agents');
    expect([page.data.length, page.pagination.totalItems]).toEqual([10, 12]);
    expect(await get('/agents/count')).toEqual([200, { data: { total: 12 } }]);
  });
});

describe('Axonius', () => {
  const post = (path: string, body: unknown, secret = axonius.apiSecret) =>
    fetch(`${axonius.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'api-key': axonius.apiKey, 'api-secret': secret },
      body: JSON.stringify(body),
    });
  const question = (query: string) => ({ query, fields: [], page: { offset: 0, limit: 50 } });
  const EQUAL = '("specific_data.data.hostname" == "POS-0231")';

  it.each<[name: string, path: string, body: unknown, status: number]>([
    ['a query', '/api/v2/assets/devices', question(EQUAL), 200],
    ['two texts in a query', '/api/v2/assets/devices', question('("specific_data.data.hostname" == "a" or "b")'), 400],
    ['a quote within a text', '/api/v2/assets/devices', question('("specific_data.data.hostname" == "a"b")'), 400],
    [
      'an expression that is none',
      '/api/v2/assets/devices',
      question('("specific_data.data.hostname" == regex("(", "i"))'),
      400,
    ],
    [
      'a page that is too large',
      '/api/v2/assets/devices',
      { ...question(EQUAL), page: { offset: 0, limit: 2_001 } },
      400,
    ],
    ['the older envelope in the current form', '/api/v2/assets/devices', { data: {} }, 400],
    ['the current form in the older envelope', '/api/V4.0/devices', question(EQUAL), 400],
    ['another path', '/api/devices', question(EQUAL), 404],
  ])('%s: %s', async (_, path, body, status) => {
    expect((await post(path, body)).status).toBe(status);
  });

  it('knows no other secret', async () => {
    expect((await post('/api/v2/assets/devices', question(EQUAL), 'another')).status).toBe(401);
  });
});

describe('Entra ID', () => {
  const token = (fields: Record<string, string>) =>
    read(`${entra.loginUrl}/${entra.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
  const valid = () => ({
    ...{ grant_type: 'client_credentials', client_id: entra.clientId, client_secret: entra.clientSecret },
    scope: 'https://graph.microsoft.com/.default',
  });

  it.each<[name: string, fields: Record<string, string>, status: number, error: string]>([
    ['another secret', { client_secret: 'x' }, 401, 'invalid_client'],
    ['another application', { client_id: 'x' }, 400, 'unauthorized_client'],
    ['a scope of one permission', { scope: 'Device.Read.All' }, 400, 'invalid_scope'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('gives no token for %s', async (_, fields, status, error) => {
    expect(await token({ ...valid(), ...fields })).toEqual([
      status,
      expect.objectContaining({ error, error_description: expect.stringMatching(/^AADSTS\d+: /) }),
    ]);
  });

  it.each([
    ["displayName eq 'POS-0231'", 200],
    ["startswith(displayName,'POS')", 200],
    ["displayName eq 'O''NEIL-MBP'", 200],
    ["displayName eq 'O'NEIL-MBP'", 400],
    ["displayName ne 'x'", 400],
  ])('the filter %s: %s', async (filter, status) => {
    const [, { access_token: bearer }] = await token(valid());
    const [answered] = await read(`${entra.url}/v1.0/devices?$filter=${encodeURIComponent(filter)}`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect(answered).toBe(status);
  });

  it('is closed without a token', async () => {
    const [status, body] = await read(`${entra.url}/v1.0/devices`);
    expect([status, body.error.code]).toEqual([401, 'InvalidAuthenticationToken']);
  });
});
