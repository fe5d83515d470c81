import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EntraEmulator, startEntra } from '#e2e/vendors/entra.ts';
import { type EntraConnection, findDevices, quoted, test as testEntra } from './entra.ts';
import type { ConnectorErrorClass } from './http.ts';
import { createTokenCache, type TokenCache } from './oauth.ts';
import { failing } from './testing/failing.ts';

let vendor: EntraEmulator;
let tokens: TokenCache;

beforeEach(async () => {
  vendor = await startEntra();
  tokens = createTokenCache();
});
afterEach(() => vendor.close());

const conn = (changes: Partial<EntraConnection> = {}): EntraConnection => ({
  ...{ baseUrl: vendor.url, loginUrl: vendor.loginUrl, tenantId: vendor.tenantId },
  ...{ clientId: vendor.clientId, clientSecret: vendor.clientSecret, allowedNetworks: ['127.0.0.0/8'] },
  ...changes,
});
const find = (name: string, changes: Partial<EntraConnection> = {}) => findDevices(conn(changes), tokens, name);
const failsAs = failing(() => [vendor.clientSecret]);

describe('devices', () => {
  it('by their name, with what Intune knows; one token for all', async () => {
    const { devices, warnings } = await find('pos-0231');
    expect(devices).toMatchObject([
      {
        displayName: 'POS-0231',
        isCompliant: true,
        managed: {
          userPrincipalName: 'mrossi@retail.example',
          serialNumber: 'VX-T100-0231',
          complianceState: 'compliant',
        },
      },
    ]);
    expect(warnings).toEqual([]);
    await find('pos-0147');
    expect(vendor.tokensIssued).toBe(1);
  });

  it('several of one name are all told, each with its own enrolment', async () => {
    const { devices } = await find('KIOSK-07');
    expect(devices.map(({ managed }) => managed?.serialNumber)).toEqual(['KX-9000-0007', 'KX-8000-0001']);
  });

  it.each(["O'NEIL-MBP", 'A&B', 'A#B?', 'A%20B', 'A+B', "' or displayName ne '", '$top=1', 'kasse-ü'])(
    'a name with odd signs is asked for as it is: %s',
    async (name) => {
      const [device] = vendor.devices;
      vendor.devices.push({ ...device!, id: 'odd', displayName: name });
      const { devices } = await find(name);
      expect(devices.map(({ displayName }) => displayName)).toContain(name);
      expect(devices.every(({ displayName }) => displayName === name)).toBe(true);
    },
  );

  it('of several pages, by the links of Graph', async () => {
    const [device] = vendor.devices;
    vendor.devices = Array.from({ length: 30 }, (_, n) => ({ ...device!, id: `d${n}` }));
    vendor.pageSize = 7;
    expect(new Set((await find('POS-0231')).devices.map(({ id }) => id)).size).toBe(30);
  });

  it('a link that leaves Graph is not followed: the token stays here', async () => {
    const [device] = vendor.devices;
    vendor.devices = Array.from({ length: 30 }, (_, n) => ({ ...device!, id: `d${n}` }));
    vendor.strayLink = 'http://127.0.0.1:1';
    expect((await failsAs('refused', find('POS-0231'))).message).toContain('leaves Graph');
  });

  it('without the permission for Intune the directory still answers, and says what is missing', async () => {
    vendor.permissions.delete('DeviceManagementManagedDevices.Read.All');
    const { devices, warnings } = await find('POS-0231');
    expect(devices).toMatchObject([{ displayName: 'POS-0231', managed: null }]);
    expect(warnings).toEqual([expect.stringContaining('DeviceManagementManagedDevices.Read.All is missing')]);
  });

  const namesAsked = () =>
    vendor.requests.flatMap(({ path, query }) => (path === '/v1.0/devices' ? [query.get('$filter')] : []));

  it('is asked for as it is written, with one plain question', async () => {
    await find('POS-0231');
    expect(namesAsked()).toEqual(["displayName eq 'POS-0231'"]);
  });

  it('is asked for in other letters where nobody has it as it is written', async () => {
    await find('Nobody-1');
    expect(namesAsked()).toEqual([
      "displayName eq 'Nobody-1'",
      "displayName eq 'NOBODY-1'",
      "displayName eq 'nobody-1'",
    ]);
  });

  it('nobody of that name: an empty list, and Intune is not asked', async () => {
    expect(await find('nobody')).toEqual({ devices: [], rejects: [], warnings: [] });
    expect(vendor.requests.some(({ path }) => path.includes('managedDevices'))).toBe(false);
  });
});

it.each([
  ['POS-1', "'POS-1'"],
  ["O'Neil", "'O''Neil'"],
  ["'", "''''"],
])('%s is the text %s', (value, text) => {
  expect(quoted(value)).toBe(text);
});

describe('errors', () => {
  it.each<[string, Partial<EntraConnection>]>([
    ['secret', { clientSecret: 'another' }],
    ['application', { clientId: 'another' }],
    ['tenant', { tenantId: 'another' }],
  ])('a wrong %s is auth', async (_, changes) => {
    await failsAs('auth', find('POS-0231', changes));
  });

  it('a token that has ended is renewed once', async () => {
    await find('POS-0231');
    vendor.revokeTokens();
    expect((await find('POS-0231')).devices).toHaveLength(1);
    expect(vendor.tokensIssued).toBe(2);
  });

  it('without the permission for devices: forbidden, in Graph’s words', async () => {
    vendor.permissions.clear();
    expect((await failsAs('forbidden', find('POS-0231'))).message).toContain('Authorization_RequestDenied');
  });

  it('too many: Graph says how long to wait', async () => {
    vendor.mode = 'rate-limited';
    expect((await failsAs('rate_limited', find('POS-0231'))).retryAfterMs).toBe(9_000);
  });

  it.each<[mode: EntraEmulator['mode'], kind: ConnectorErrorClass]>([
    ['down', 'transient'],
    ['garbled', 'bad_request'],
  ])('%s: %s', async (mode, kind) => {
    vendor.mode = mode;
    await failsAs(kind, find('POS-0231'));
  });
});

it('the test proves the secret now, and the permission', async () => {
  await find('POS-0231');
  await testEntra(conn(), tokens);
  expect(vendor.tokensIssued).toBe(2);
  vendor.permissions.clear();
  await failsAs('forbidden', testEntra(conn(), tokens));
});

it.each([
  ['https://graph.microsoft.us', 'https://graph.microsoft.us/.default'],
  ['https://microsoftgraph.chinacloudapi.cn/v1.0', 'https://microsoftgraph.chinacloudapi.cn/.default'],
  ['https://graph-proxy.shop.example', 'https://graph.microsoft.com/.default'],
])('a token for %s is asked for %s', async (baseUrl, scope) => {
  await testEntra(conn({ baseUrl }), tokens).catch(() => undefined);
  expect(vendor.requests[0]!.form?.get('scope')).toBe(scope);
});
