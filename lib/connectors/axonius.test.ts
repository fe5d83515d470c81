import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AxoniusEmulator, startAxonius } from '#e2e/vendors/axonius.ts';
import { AXONIUS_FORMS } from '../domain/device/sources.ts';
import { Asset } from './axonius/asset.ts';
import { type AxoniusConnection, findDevices, findDevicesAt, hostnameQuery, test as testAxonius } from './axonius.ts';
import type { ConnectorErrorClass } from './http.ts';
import { failing } from './testing/failing.ts';

let vendor: AxoniusEmulator;
const FIELDS = ['hostname', 'device_serial', 'network_interfaces.mac', 'last_seen'];

beforeEach(async () => {
  vendor = await startAxonius();
});
afterEach(() => vendor.close());

const conn = (changes: Partial<AxoniusConnection> = {}): AxoniusConnection => ({
  ...{ baseUrl: vendor.url, form: 'v2', apiKey: vendor.apiKey, apiSecret: vendor.apiSecret },
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});

const failsAs = failing(() => [vendor.apiKey, vendor.apiSecret]);

describe.each(AXONIUS_FORMS)('form %s', (form) => {
  it('the device of a name, with its attributes', async () => {
    const { devices, rejects } = await findDevices(conn({ form }), 'pos-0231', FIELDS);
    expect(devices).toMatchObject([
      {
        adapters: ['active_directory_adapter', 'sentinelone_adapter'],
        labels: ['pci', 'Milano-12'],
        values: {
          hostname: ['POS-0231', 'pos-0231.retail.example'],
          device_serial: ['VX-T100-0231'],
          'network_interfaces.mac': ['00:15:5D:00:02:31'],
        },
      },
    ]);
    expect(rejects).toEqual([]);
  });

  it('nested, in a block for each adapter, is read alike', async () => {
    vendor.flat = false;
    const { devices } = await findDevices(conn({ form }), 'pos-0231', FIELDS);
    expect(devices[0]?.values).toMatchObject({
      hostname: ['POS-0231', 'pos-0231.retail.example'],
      'network_interfaces.mac': ['00:15:5D:00:02:31'],
      'network_interfaces.ips': ['10.20.30.40'],
    });
  });

  it('of several pages', async () => {
    const [asset] = vendor.assets;
    vendor.assets = Array.from({ length: 120 }, (_, n) => ({ ...asset!, id: `a${n}` }));
    const { devices } = await findDevices(conn({ form }), 'POS-0231', FIELDS);
    expect(new Set(devices.map(({ id }) => id)).size).toBe(120);
  });

  it('what it does not know is an empty list', async () => {
    expect((await findDevices(conn({ form }), 'nobody', FIELDS)).devices).toEqual([]);
  });

  it('no result yet is to be asked again', async () => {
    vendor.notYet = 1;
    expect((await failsAs('transient', findDevices(conn({ form }), 'pos-0231', FIELDS))).retryAfterMs).toBe(2_000);
    expect((await findDevices(conn({ form }), 'pos-0231', FIELDS)).devices).toHaveLength(1);
  });
});

describe('the query', () => {
  it.each([
    ['POS-0231', '("specific_data.data.hostname" == regex("^POS\\-0231(\\.|$)", "i"))'],
    ['a"b', '("specific_data.data.hostname" == regex("^a\\x22b(\\.|$)", "i"))'],
    ["O'NEIL", '("specific_data.data.hostname" == regex("^O\\x27NEIL(\\.|$)", "i"))'],
    ['a\\', '("specific_data.data.hostname" == regex("^a\\x5c(\\.|$)", "i"))'],
    ['.*', '("specific_data.data.hostname" == regex("^\\.\\x2a(\\.|$)", "i"))'],
    ['kasse-ü', '("specific_data.data.hostname" == regex("^kasse\\-ü(\\.|$)", "i"))'],
  ])('for %s', (name, query) => {
    expect(hostnameQuery(name)).toBe(query);
  });

  it('for an address is for the whole of it', async () => {
    const { devices } = await findDevicesAt(conn(), '10.20.30.40', FIELDS);
    expect(devices.map(({ values }) => values.hostname?.[0])).toEqual(['POS-0231']);
    expect(JSON.stringify(vendor.requests.at(-1)!.json)).toContain(
      JSON.stringify('("specific_data.data.network_interfaces.ips" == "10.20.30.40")'),
    );
  });

  it.each(['") or ("specific_data.data.hostname" == "x', '.*', 'POS-0231|KIOSK-07', '(', '[', '^', 'POS-0231$'])(
    'a name cannot ask for more: %s',
    async (name) => {
      expect((await findDevices(conn(), name, FIELDS)).devices).toEqual([]);
    },
  );
});

it.each([
  [{ hostname: 'POS-1' }, { hostname: ['POS-1'] }],
  [{ hostname: ['POS-1', 'POS-1', ''], os: null }, { hostname: ['POS-1'] }],
  [
    {
      network_interfaces: [
        { mac: 'a', ips: ['1', '2'] },
        { mac: 'b', ips: '3' },
      ],
    },
    { 'network_interfaces.mac': ['a', 'b'], 'network_interfaces.ips': ['1', '2', '3'] },
  ],
])('a block of %j', (data, values) => {
  const blocks = [
    { plugin_name: 'one_adapter', data },
    { plugin_name: 'odd_adapter', data: 'text' },
  ];
  expect(Asset.parse({ internal_axon_id: 'a', specific_data: blocks })).toMatchObject({
    values,
    adapters: ['one_adapter', 'odd_adapter'],
    labels: [],
  });
});

describe('errors', () => {
  it('a wrong key or secret is auth, no role forbidden, another address not_found', async () => {
    await failsAs('auth', findDevices(conn({ apiSecret: 'another' }), 'a', FIELDS));
    await failsAs('not_found', findDevices(conn({ baseUrl: `${vendor.url}/elsewhere` }), 'a', FIELDS));
    vendor.permitted = false;
    await failsAs('forbidden', findDevices(conn(), 'a', FIELDS));
  });

  it('too many: it says how long to wait', async () => {
    vendor.mode = 'rate-limited';
    expect((await failsAs('rate_limited', findDevices(conn(), 'a', FIELDS))).retryAfterMs).toBe(4_000);
  });

  it.each<[mode: AxoniusEmulator['mode'], kind: ConnectorErrorClass]>([
    ['down', 'transient'],
    ['garbled', 'bad_request'],
  ])('%s: %s', async (mode, kind) => {
    vendor.mode = mode;
    await failsAs(kind, findDevices(conn(), 'a', FIELDS));
  });
});

it.each(AXONIUS_FORMS)('the test proves key and secret in form %s', async (form) => {
  await testAxonius(conn({ form }));
  await failsAs('auth', testAxonius(conn({ form, apiKey: 'another' })));
});
