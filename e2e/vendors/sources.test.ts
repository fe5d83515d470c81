import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OtxEmulator, startOtx } from './otx.ts';
import { type RecordedFutureEmulator, startRecordedFuture } from './recorded-future.ts';
import { startVirusTotal, type VirusTotalEmulator } from './virustotal.ts';

let virustotal: VirusTotalEmulator;
let recordedFuture: RecordedFutureEmulator;
let otx: OtxEmulator;

beforeAll(async () => {
  [virustotal, recordedFuture, otx] = await Promise.all([startVirusTotal(), startRecordedFuture(), startOtx()]);
});
afterAll(() => Promise.all([virustotal.close(), recordedFuture.close(), otx.close()]));

const read = async (url: string, init: RequestInit) => {
  const answer = await fetch(url, init);
  return [answer.status, await answer.json()];
};

describe('VirusTotal', () => {
  const get = (path: string, headers: Record<string, string> = { 'x-apikey': virustotal.apiKey }) =>
    read(`${virustotal.apiUrl}${path}`, { headers });
  const failure = (code: string) => ({ error: { code, message: expect.any(String) } });

  it.each<[name: string, path: string, status: number, code: string]>([
    ['no address', '/ip_addresses/999.1.1.1', 400, 'InvalidArgumentError'],
    ['a hash of no length', '/files/abc', 400, 'InvalidArgumentError'],
    ['a URL as it is', '/urls/http%3A%2F%2Fbad.example%2Fx', 400, 'InvalidArgumentError'],
    ['a URL in plain base64', '/urls/aHR0cDovL2JhZC5leGFtcGxlL3g%3D', 400, 'InvalidArgumentError'],
    ['a domain that it does not know', '/domains/nobody.example', 404, 'NotFoundError'],
    ['another path', '/comments/1', 404, 'NotFoundError'],
  ])('refuses %s', async (_name, path, status, code) => {
    expect(await get(path)).toEqual([status, failure(code)]);
  });

  it('tells a missing key from a wrong one', async () => {
    expect(await get('/domains/bad.example', {})).toEqual([401, failure('AuthenticationRequiredError')]);
    expect(await get('/domains/bad.example', { 'x-apikey': 'x' })).toEqual([401, failure('WrongCredentialsError')]);
  });

  it('knows a hash in capitals, and counts what a file only has', async () => {
    const [status, body] = await get('/files/44D88612FEA8A8F36DE82E1278ABB02F');
    expect([status, body.data.type, body.data.id]).toEqual([200, 'file', '44d88612fea8a8f36de82e1278abb02f']);
    expect(body.data.attributes.last_analysis_stats).toMatchObject({ malicious: 9, 'type-unsupported': 4 });
  });
});

describe('Recorded Future', () => {
  const headers = () => ({ 'x-rftoken': recordedFuture.apiToken, 'content-type': 'application/json' });

  it('brings the fields that are asked for', async () => {
    const [, body] = await read(`${recordedFuture.url}/v2/ip/203.0.113.77?fields=risk`, { headers: headers() });
    expect(Object.keys(body.data)).toEqual(['risk']);
    expect(body.data.risk).toMatchObject({ score: 79, criticality: 3, criticalityLabel: 'Malicious' });
  });

  it.each<[name: string, path: string, status: number]>([
    ['another kind of entity', '/v2/person/x', 404],
    ['no address', '/v2/ip/nobody', 400],
    ['an entity that it does not know', '/v2/domain/nobody.example', 404],
  ])('refuses %s', async (_name, path, status) => {
    expect((await read(`${recordedFuture.url}${path}`, { headers: headers() }))[0]).toBe(status);
  });

  it('refuses a question that it does not understand', async () => {
    const ask = (body: string) =>
      read(`${recordedFuture.url}/soar/v3/enrichment`, { method: 'POST', headers: headers(), body });
    expect((await ask('{"person":["x"]}'))[0]).toBe(400);
    expect((await ask('not JSON'))[0]).toBe(400);
    expect(await ask('{"domain":["BAD.example","nobody.example"]}')).toMatchObject([
      200,
      { data: { results: [{ entity: { id: 'idn:bad.example' } }] }, counts: { returned: 1 } },
    ]);
  });
});

describe('OTX', () => {
  const get = (path: string, headers: Record<string, string> = { 'x-otx-api-key': otx.apiKey }) =>
    read(`${otx.url}/api/v1${path}`, { headers });

  it('answers without a key, but not with a wrong one, and tells whose it is', async () => {
    expect((await get('/indicators/IPv4/203.0.113.77/general', {}))[0]).toBe(200);
    expect((await get('/indicators/IPv4/203.0.113.77/general', { 'x-otx-api-key': 'x' }))[0]).toBe(403);
    expect((await get('/user/me', {}))[0]).toBe(403);
    expect(await get('/user/me')).toMatchObject([200, { username: 'watchfloor' }]);
  });

  it.each<[path: string, status: number]>([
    ['/indicators/ipv4/203.0.113.77/general', 404],
    ['/indicators/IPv4/203.0.113.77/everything', 404],
    ['/indicators/IPv4/nobody/general', 400],
    ['/indicators/IPv6/203.0.113.77/general', 400],
    ['/indicators/domain/cdn.bad.example/general', 400],
    ['/indicators/hostname/bad.example/general', 400],
    ['/indicators/file/abc/general', 400],
  ])('refuses %s with %i', async (path, status) => {
    expect((await get(path))[0]).toBe(status);
  });

  it('counts nothing for what nobody wrote of', async () => {
    expect(await get('/indicators/domain/nobody.example/general')).toMatchObject([
      200,
      { pulse_info: { count: 0, pulses: [] }, validation: [], false_positive: [] },
    ]);
  });
});
