import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OtxEmulator, startOtx } from '#e2e/vendors/otx.ts';
import type { Indicator } from '../domain/enrichment/sources.ts';
import type { ConnectorErrorClass } from './http.ts';
import { lookUp, type OtxConnection, test as testOtx } from './otx.ts';
import { failing } from './testing/failing.ts';

let otx: OtxEmulator;
const BAD_ADDRESS: Indicator = { type: 'ipv4', value: '203.0.113.77' };

beforeEach(async () => {
  otx = await startOtx();
});
afterEach(() => otx.close());

const conn = (changes: Partial<OtxConnection> = {}): OtxConnection => ({
  baseUrl: otx.url,
  apiKey: otx.apiKey,
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});

const failsAs = failing(() => [otx.apiKey]);

describe('a look-up', () => {
  it('brings what the community wrote', async () => {
    expect(await lookUp(conn(), BAD_ADDRESS)).toMatchObject({
      state: 'answered',
      verdict: 'malicious',
      score: 8,
      facts: {
        pulses: 5,
        latestPulse: 'C2 list 5',
        adversaries: 'Example Spider',
        malwareFamilies: 'ExampleRAT',
        techniques: 'T1071',
        tags: 'c2, retail',
        asn: 'AS64500 Example Hosting',
        country: 'Lithuania',
      },
      link: 'https://otx.alienvault.com/indicator/ip/203.0.113.77',
      raw: { indicator: '203.0.113.77' },
    });
    expect(otx.requests[0]?.headers['x-otx-api-key']).toBe(otx.apiKey);
  });

  it.each<[Indicator, path: string]>([
    [{ type: 'ipv6', value: '2001:db8::bad' }, 'IPv6/2001%3Adb8%3A%3Abad'],
    [{ type: 'domain', value: 'bad.example' }, 'domain/bad.example'],
    [{ type: 'hostname', value: 'cdn.bad.example' }, 'hostname/cdn.bad.example'],
    [{ type: 'url', value: 'http://bad.example/x' }, 'url/http%3A%2F%2Fbad.example%2Fx'],
    [{ type: 'md5', value: '44d88612fea8a8f36de82e1278abb02f' }, 'file/44d88612fea8a8f36de82e1278abb02f'],
  ])('asks about %j', async (indicator, path) => {
    expect(await lookUp(conn(), indicator)).toMatchObject({ verdict: 'malicious' });
    expect(otx.requests[0]?.path).toBe(`/api/v1/indicators/${path}/general`);
  });

  it.each<[value: string, verdict: string, facts: object]>([
    ['203.0.113.201', 'suspicious', { pulses: 1 }],
    ['198.51.100.200', 'benign', { pulses: 0, validatedBy: 'whitelist' }],
    ['203.0.113.90', 'benign', { pulses: 5, falsePositive: 'accepted' }],
    ['198.51.100.220', 'suspicious', { pulses: 14, validatedBy: 'akamai, majestic' }],
  ])('of %s is %s', async (value, verdict, facts) => {
    expect(await lookUp(conn(), { type: 'ipv4', value })).toMatchObject({ state: 'answered', verdict, facts });
  });

  it('of what nobody wrote of is no opinion', async () => {
    const found = await lookUp(conn(), { type: 'ipv4', value: '192.0.2.60' });
    expect(found).toMatchObject({ state: 'unknown', raw: { pulse_info: { count: 0 } } });
  });
});

describe('errors', () => {
  it('a wrong key is auth, though OTX says 403', async () => {
    const error = await failsAs('auth', lookUp(conn({ apiKey: 'another-key' }), BAD_ADDRESS));
    expect(error.message).toBe('AlienVault OTX: answered 403 (Invalid API key)');
  });

  it('a malformed indicator is no retry', async () => {
    const error = await failsAs('bad_request', lookUp(conn(), { type: 'domain', value: 'cdn.bad.example' }));
    expect(error.message).toContain('malformed indicator');
  });

  it.each<[mode: OtxEmulator['mode'], kind: ConnectorErrorClass]>([
    ['rate-limited', 'rate_limited'],
    ['down', 'transient'],
    ['garbled', 'bad_request'],
  ])('%s: %s', async (mode, kind) => {
    otx.mode = mode;
    await failsAs(kind, lookUp(conn(), BAD_ADDRESS));
  });

  it('a slow answer is transient', async () => {
    otx.mode = 'slow';
    await failsAs('transient', lookUp(conn({ fetchOptions: { totalMs: 200 } }), BAD_ADDRESS));
  });
});

describe('the test', () => {
  it('tells whose key it is, which a look-up would not', async () => {
    expect(await testOtx(conn())).toEqual({ user: 'watchfloor' });
    await failsAs('auth', testOtx(conn({ apiKey: 'another-key' })));
    await failsAs('not_found', testOtx(conn({ baseUrl: `${otx.url}/other` })));
  });
});
