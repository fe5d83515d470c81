import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startVirusTotal, type VirusTotalEmulator } from '#e2e/vendors/virustotal.ts';
import type { Indicator } from '../domain/enrichment/sources.ts';
import type { ConnectorErrorClass } from './http.ts';
import { failing } from './testing/failing.ts';
import { lookUp, test as testVirusTotal, urlId, type VirusTotalConnection } from './virustotal.ts';

let virustotal: VirusTotalEmulator;
const BAD_ADDRESS: Indicator = { type: 'ipv4', value: '203.0.113.77' };

beforeEach(async () => {
  virustotal = await startVirusTotal();
});
afterEach(() => virustotal.close());

const conn = (changes: Partial<VirusTotalConnection> = {}): VirusTotalConnection => ({
  baseUrl: virustotal.apiUrl,
  apiKey: virustotal.apiKey,
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});

const failsAs = failing(() => [virustotal.apiKey]);

describe('a look-up', () => {
  it('brings verdict, counts, facts and a link', async () => {
    virustotal.analysedAt = new Date('2026-01-05T08:00:00Z');
    const found = await lookUp(conn(), BAD_ADDRESS);
    expect(found).toMatchObject({
      state: 'answered',
      verdict: 'malicious',
      score: 9,
      counts: { malicious: 9, suspicious: 2, harmless: 55 },
      facts: {
        undetected: 28,
        asOwner: 'Example Hosting',
        asn: 64_500,
        country: 'LT',
        analysedAt: '2026-01-05T08:00:00.000Z',
        communityScore: -9,
        votesMalicious: 3,
      },
      link: 'https://www.virustotal.com/gui/ip-address/203.0.113.77',
      ttlSeconds: 86_400,
      raw: { id: '203.0.113.77', type: 'ip_address' },
    });
    expect(virustotal.requests[0]?.headers['x-apikey']).toBe(virustotal.apiKey);
  });

  it.each<[Indicator, path: string, link: RegExp]>([
    [{ type: 'ipv6', value: '2001:db8::bad' }, '/api/v3/ip_addresses/2001%3Adb8%3A%3Abad', /ip-address\/2001%3Adb8/],
    [{ type: 'domain', value: 'bad.example' }, '/api/v3/domains/bad.example', /domain\/bad\.example$/],
    [{ type: 'hostname', value: 'cdn.bad.example' }, '/api/v3/domains/cdn.bad.example', /domain\/cdn\.bad\.example$/],
    [{ type: 'url', value: 'http://bad.example/x' }, '/api/v3/urls/aHR0cDovL2JhZC5leGFtcGxlL3g', /url\/[0-9a-f]{64}$/],
    [
      { type: 'md5', value: '44d88612fea8a8f36de82e1278abb02f' },
      '/api/v3/files/44d88612fea8a8f36de82e1278abb02f',
      /file\/44d886/,
    ],
    [
      { type: 'sha256', value: '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f' },
      '/api/v3/files/275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
      /file\/275a02/,
    ],
  ])('asks about %j', async (indicator, path, link) => {
    expect(await lookUp(conn(), indicator)).toMatchObject({ verdict: 'malicious', link: expect.stringMatching(link) });
    expect(virustotal.requests[0]?.path).toBe(path);
  });

  it('tells of a file what it is', async () => {
    const found = await lookUp(conn(), { type: 'md5', value: '44D88612FEA8A8F36DE82E1278ABB02F' });
    expect(found).toMatchObject({
      facts: {
        fileName: 'invoice.exe',
        fileType: 'Win32 EXE',
        fileBytes: 73_802,
        threat: 'trojan.examplerat',
      },
    });
  });

  it.each<[value: string, verdict: string]>([
    ['203.0.113.201', 'suspicious'],
    ['192.0.2.60', 'unknown'],
    ['192.0.2.61', 'benign'],
    ['10.0.0.7', 'unknown'],
  ])('of %s is %s', async (value, verdict) => {
    expect(await lookUp(conn(), { type: 'ipv4', value })).toMatchObject({ state: 'answered', verdict });
  });

  it('does not take an old analysis for a good word', async () => {
    virustotal.analysedAt = new Date('2026-01-05T08:00:00Z');
    const indicator: Indicator = { type: 'ipv4', value: '192.0.2.61' };
    expect(await lookUp(conn(), indicator, new Date('2026-01-20T08:00:00Z'))).toMatchObject({ verdict: 'benign' });
    expect(await lookUp(conn(), indicator, new Date('2027-03-20T08:00:00Z'))).toMatchObject({ verdict: 'unknown' });
  });

  it('of what it does not know is an answer, neither benign nor an error', async () => {
    expect(await lookUp(conn(), { type: 'ipv4', value: '192.0.2.1' })).toEqual({
      state: 'unknown',
      raw: null,
      ttlSeconds: 21_600,
    });
  });
});

it.each([
  ['http://example.com/', 'aHR0cDovL2V4YW1wbGUuY29tLw'],
  ['http://bad.example/x?y=1', 'aHR0cDovL2JhZC5leGFtcGxlL3g_eT0x'],
])('%s is named %s', (url, id) => {
  expect(urlId(url)).toBe(id);
});

describe('errors', () => {
  it('a wrong key is auth, with the words of VirusTotal', async () => {
    const error = await failsAs('auth', lookUp(conn({ apiKey: 'another-key' }), BAD_ADDRESS));
    expect(error.message).toBe('VirusTotal: answered 401 (WrongCredentialsError: Wrong API key)');
    expect(error.request?.url).toBe(`${virustotal.apiUrl}/ip_addresses/203.0.113.77`);
  });

  it('a used-up quota waits a minute where it does not say how long', async () => {
    virustotal.quota = 1;
    await lookUp(conn(), BAD_ADDRESS);
    expect((await failsAs('rate_limited', lookUp(conn(), BAD_ADDRESS))).retryAfterMs).toBe(60_000);
    virustotal.retryAfter = '17';
    expect((await failsAs('rate_limited', lookUp(conn(), BAD_ADDRESS))).retryAfterMs).toBe(17_000);
  });

  it.each<[mode: VirusTotalEmulator['mode'], kind: ConnectorErrorClass]>([
    ['rate-limited', 'rate_limited'],
    ['down', 'transient'],
    ['garbled', 'bad_request'],
  ])('%s: %s', async (mode, kind) => {
    virustotal.mode = mode;
    await failsAs(kind, lookUp(conn(), BAD_ADDRESS));
  });

  it('a slow answer is transient', async () => {
    virustotal.mode = 'slow';
    await failsAs('transient', lookUp(conn({ fetchOptions: { totalMs: 200 } }), BAD_ADDRESS));
  });

  it('what it refuses to read is no retry', async () => {
    await failsAs('bad_request', lookUp(conn(), { type: 'ipv4', value: '999.1.1.1' }));
  });
});

describe('the test', () => {
  it('proves the key, also where the address is not known', async () => {
    await testVirusTotal(conn());
    await testVirusTotal(conn({ baseUrl: virustotal.url }));
    await failsAs('auth', testVirusTotal(conn({ apiKey: 'another-key' })));
  });
});
