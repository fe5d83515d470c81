import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RecordedFutureEmulator, startRecordedFuture } from '#e2e/vendors/recorded-future.ts';
import type { Indicator } from '../domain/enrichment/sources.ts';
import type { ConnectorErrorClass } from './http.ts';
import { lookUp, lookUpMany, type RecordedFutureConnection, test as testRecordedFuture } from './recorded-future.ts';
import { failing } from './testing/failing.ts';

let recordedFuture: RecordedFutureEmulator;
const BAD_ADDRESS: Indicator = { type: 'ipv4', value: '203.0.113.77' };

beforeEach(async () => {
  recordedFuture = await startRecordedFuture();
});
afterEach(() => recordedFuture.close());

const conn = (changes: Partial<RecordedFutureConnection> = {}): RecordedFutureConnection => ({
  baseUrl: recordedFuture.url,
  apiToken: recordedFuture.apiToken,
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});

const failsAs = failing(() => [recordedFuture.apiToken]);

describe('one observable', () => {
  it('comes with its evidence, the most critical first', async () => {
    expect(await lookUp(conn(), BAD_ADDRESS)).toMatchObject({
      state: 'answered',
      verdict: 'malicious',
      score: 8,
      counts: null,
      facts: {
        riskScore: 79,
        criticality: 3,
        rules: 2,
        summary: '2 of 75 Risk Rules currently observed.',
        topRule: 'Current C&C Server',
        otherRules: 'Recently Reported as Brute Force Source',
        firstSeen: '2025-11-02T10:00:00.000Z',
      },
      link: 'https://app.recordedfuture.com/live/sc/entity/ip%3A203.0.113.77',
      raw: { entity: { type: 'IpAddress' } },
    });
    const [request] = recordedFuture.requests;
    expect(request?.headers['x-rftoken']).toBe(recordedFuture.apiToken);
    expect(request?.query.get('fields')).toBe('entity,risk,timestamps,intelCard');
  });

  it.each<[Indicator, path: string]>([
    [{ type: 'ipv6', value: '2001:db8::bad' }, '/v2/ip/2001%3Adb8%3A%3Abad'],
    [{ type: 'hostname', value: 'cdn.bad.example' }, '/v2/domain/cdn.bad.example'],
    [{ type: 'url', value: 'http://bad.example/x' }, '/v2/url/http%3A%2F%2Fbad.example%2Fx'],
    [{ type: 'md5', value: '44d88612fea8a8f36de82e1278abb02f' }, '/v2/hash/44d88612fea8a8f36de82e1278abb02f'],
  ])('%j is one segment of the path', async (indicator, path) => {
    expect(await lookUp(conn(), indicator)).toMatchObject({ verdict: 'malicious' });
    expect(recordedFuture.requests[0]?.path).toBe(path);
  });

  it.each<[value: string, verdict: string, score: number | null]>([
    ['203.0.113.201', 'suspicious', 6],
    ['203.0.113.90', 'unknown', null],
    ['192.0.2.60', 'unknown', null],
  ])('%s is %s', async (value, verdict, score) => {
    expect(await lookUp(conn(), { type: 'ipv4', value })).toMatchObject({ state: 'answered', verdict, score });
  });

  it('that is not known is an answer', async () => {
    expect(await lookUp(conn(), { type: 'ipv4', value: '192.0.2.1' })).toMatchObject({ state: 'unknown' });
  });
});

describe('many observables', () => {
  const many: Indicator[] = [
    BAD_ADDRESS,
    { type: 'hostname', value: 'CDN.bad.example' },
    { type: 'url', value: 'http://bad.example/x' },
    { type: 'ipv4', value: '192.0.2.1' },
    { type: 'domain', value: 'nobody.example' },
    { type: 'md5', value: '44d88612fea8a8f36de82e1278abb02f' },
  ];

  it('are asked about at once and come back in their order', async () => {
    const { lookups, rejects } = await lookUpMany(conn(), many);
    expect(lookups.map(({ indicator }) => indicator)).toEqual(many);
    expect(lookups.map(({ lookup }) => (lookup.state === 'answered' ? lookup.verdict : lookup.state))).toEqual([
      'malicious',
      'malicious',
      'malicious',
      'unknown',
      'unknown',
      'malicious',
    ]);
    expect(lookups[0]?.lookup).toMatchObject({
      score: 8,
      facts: { riskScore: 79, topRule: 'Current C&C Server' },
      link: 'https://app.recordedfuture.com/live/sc/entity/ip%3A203.0.113.77',
    });
    expect(lookups[3]?.lookup).toMatchObject({ state: 'unknown' });
    expect(rejects).toEqual([]);
    expect(recordedFuture.requests).toMatchObject([
      {
        method: 'POST',
        path: '/soar/v3/enrichment',
        json: { ip: ['203.0.113.77', '192.0.2.1'], domain: ['CDN.bad.example', 'nobody.example'] },
      },
    ]);
  });

  it('are divided, and each is sent once', async () => {
    const addresses = Array.from({ length: 150 }, (_, n): Indicator => ({ type: 'ipv4', value: `203.0.113.${n}` }));
    const { lookups } = await lookUpMany(conn(), [...addresses, BAD_ADDRESS]);
    expect(lookups).toHaveLength(151);
    expect(lookups.at(-1)?.lookup).toMatchObject({ verdict: 'malicious' });
    const sizes = recordedFuture.requests.map(({ json }) => (json as { ip: string[] }).ip.length);
    expect(sizes).toEqual([100, 51]);
    await lookUpMany(conn(), [BAD_ADDRESS, BAD_ADDRESS]);
    expect(recordedFuture.requests.at(-1)?.json).toEqual({ ip: ['203.0.113.77'] });
  });

  it('may be none', async () => {
    expect(await lookUpMany(conn(), [])).toEqual({ lookups: [], rejects: [] });
    expect(recordedFuture.requests).toEqual([]);
  });
});

describe('errors', () => {
  it('a wrong token is auth, with their words', async () => {
    const error = await failsAs('auth', lookUp(conn({ apiToken: 'another-token' }), BAD_ADDRESS));
    expect(error.message).toBe('Recorded Future: answered 401 (Invalid token)');
  });

  it('a module that is not licensed is forbidden', async () => {
    recordedFuture.unlicensed = true;
    const error = await failsAs('forbidden', lookUpMany(conn(), [BAD_ADDRESS]));
    expect(error.message).toBe('Recorded Future: answered 403 (Module not licensed)');
  });

  it.each<[mode: RecordedFutureEmulator['mode'], kind: ConnectorErrorClass]>([
    ['down', 'transient'],
    ['garbled', 'bad_request'],
  ])('%s: %s, one by one and together', async (mode, kind) => {
    recordedFuture.mode = mode;
    await failsAs(kind, lookUp(conn(), BAD_ADDRESS));
    await failsAs(kind, lookUpMany(conn(), [BAD_ADDRESS]));
  });

  it('a limit says how long to wait', async () => {
    recordedFuture.quota = 0;
    expect((await failsAs('rate_limited', lookUp(conn(), BAD_ADDRESS))).retryAfterMs).toBe(11_000);
  });

  it('a slow answer is transient', async () => {
    recordedFuture.mode = 'slow';
    await failsAs('transient', lookUp(conn({ fetchOptions: { totalMs: 200 } }), BAD_ADDRESS));
  });
});

describe('the test', () => {
  it('takes one call where the address is known, and a second where it is not', async () => {
    await testRecordedFuture(conn());
    expect(recordedFuture.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    recordedFuture.known.set('8.8.8.8', recordedFuture.known.get('192.0.2.60')!);
    await testRecordedFuture(conn());
    expect(recordedFuture.requests).toHaveLength(3);
  });

  it('does not take a wrong address for one that is not known', async () => {
    await failsAs('not_found', testRecordedFuture(conn({ baseUrl: `${recordedFuture.url}/other` })));
    await failsAs('auth', testRecordedFuture(conn({ apiToken: 'another-token' })));
  });
});
