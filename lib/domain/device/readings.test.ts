import { describe, expect, test } from 'vitest';
import { readAgents } from './agent-query.ts';
import { recordOfAxonius } from './from-axonius.ts';
import { recordOfEntra } from './from-entra.ts';
import { accountOf, addressOf, macOf, nameOf, serialOf, shortNameOf, spellingsOf } from './identifiers.ts';
import { agentFiltersOf, EndpointParameters } from './parameters.ts';
import { readRecord } from './record.ts';
import { isWanted, wantedOf } from './wanted.ts';

test.each([
  ['00:15:5D:00:00:01', '00:15:5d:00:00:01'],
  ['00-15-5d-00-00-01', '00:15:5d:00:00:01'],
  ['0015.5d00.0001', '00:15:5d:00:00:01'],
  ['00155d000001', '00:15:5d:00:00:01'],
  ['00:00:00:00:00:00', null],
  ['ff:ff:ff:ff:ff:ff', null],
  ['01:00:5e:00:00:01', null],
  ['00:15:5d', null],
  ['my face cafe 0 beef', null],
])('the MAC address %s is %s', (text, expected) => {
  expect(macOf(text)).toBe(expected);
});

test.each([
  [' vx-t100 0231', 'VX-T1000231'],
  ['To Be Filled By O.E.M.', null],
  ['Default string', null],
  ['1234567', null],
  ['111111', null],
  ['X1', null],
])('the serial number %s is %s', (text, expected) => {
  expect(serialOf(text)).toBe(expected);
});

test.each([
  ['10.20.30.40', '10.20.30.40'],
  ['2001:DB8::1', '2001:db8::1'],
  ['::ffff:10.20.30.40', '10.20.30.40'],
  ['127.0.0.1', null],
  ['169.254.1.1', null],
  ['fe80::1%eth0', null],
  ['0.0.0.0', null],
  ['10.1', null],
  ['no address', null],
])('the address %s is %s', (text, expected) => {
  expect(addressOf(text)).toBe(expected);
});

test('names and accounts', () => {
  expect([nameOf('RETAIL\\POS-0231'), nameOf('POS-0231.Retail.example.')]).toEqual([
    'pos-0231',
    'pos-0231.retail.example',
  ]);
  expect(shortNameOf('POS-0231.retail.example')).toBe('pos-0231');
  expect(['10.20.30.40', '2001:DB8::1', '10.1', '10.20.30.40.retail.example'].map(shortNameOf)).toEqual([
    ...['10.20.30.40', '2001:db8::1', '10', '10'],
  ]);
  expect(spellingsOf('Fin-Lt-001')).toEqual(['Fin-Lt-001', 'FIN-LT-001', 'fin-lt-001']);
  expect(spellingsOf('FIN-LT-001')).toEqual(['FIN-LT-001', 'fin-lt-001']);
  expect([accountOf('RETAIL\\MRossi'), accountOf('mrossi@retail.example')]).toEqual(['mrossi', 'mrossi']);
});

describe('what of an observable is a device of ours', () => {
  test.each([
    ['device', 'POS-0231', 'implicated', 'POS-0231', null],
    ['device', 'Fin-Lt-001', 'own', 'Fin-Lt-001', null],
    ['device', 'RETAIL\\POS-0231', 'victim', 'POS-0231', null],
    ['device', 'POS-0231.Retail.example', 'victim', 'POS-0231', 'pos-0231.retail.example'],
    ['hostname', 'pos-0231', 'implicated', 'pos-0231', null],
    ['hostname', 'dc01.corp.local', 'implicated', 'dc01', 'dc01.corp.local'],
    ['hostname', 'pos-0231.retail.example', 'victim', 'pos-0231', 'pos-0231.retail.example'],
  ] as const)('%s %s (%s) is asked for as %s', (type, value, role, written, full) => {
    expect(wantedOf({ type, value, role })).toEqual({ by: 'name', name: written.toLowerCase(), written, full });
  });

  test.each([
    ['hostname', 'cdn.bad.example', 'implicated'],
    ['hostname', 'cdn.bad.example', 'related'],
    ['domain', 'bad.example', 'own'],
    ['device', 'x'.repeat(64), 'own'],
    ['device', 'a\nb', 'own'],
    ['device', '127.0.0.1', 'own'],
    ['device', '::1', 'own'],
  ] as const)('%s %s (%s) is none', (type, value, role) => {
    expect(wantedOf({ type, value, role })).toBeNull();
  });

  test.each([
    ['10.20.30.40', '10.20.30.40'],
    [' 2001:DB8::1', '2001:db8::1'],
    ['RETAIL\\10.20.30.40', '10.20.30.40'],
  ])('%s has no other name than its address', (value, address) => {
    expect(wantedOf({ type: 'device', value, role: 'victim' })).toEqual({ by: 'address', address });
  });

  test.each([
    [{ addresses: ['10.20.30.40'] }, true],
    [{ addresses: ['::ffff:10.20.30.40'] }, true],
    [{ names: ['10.20.30.40'] }, true],
    [{ addresses: ['10.20.30.4', '110.20.30.40'], names: ['10', 'POS-0231'] }, false],
    [{}, false],
  ])('its record: %j is %s', (known, expected) => {
    const record = { names: [], addresses: [], ...known };
    expect(isWanted({ by: 'address', address: '10.20.30.40' }, record)).toBe(expected);
  });

  test('and a record that is named by an address is not that of the device that is called by its first number', () => {
    const wanted = wantedOf({ type: 'device', value: '10', role: 'own' })!;
    expect(isWanted(wanted, { names: ['10.20.30.40'], addresses: [] })).toBe(false);
  });
});

describe('a record', () => {
  test('one odd fact costs none of the others, and is told', () => {
    const read = readRecord('sentinelone', {
      id: 7,
      names: 'POS-0231',
      os: 'Windows',
      agentActive: 'yes',
      activeThreats: -1,
    });
    expect(read).toMatchObject({ record: { id: '7', names: ['POS-0231'], os: 'Windows', agentActive: null } });
    expect(read?.notes).toEqual(['agentActive is no yes or no', 'activeThreats is no whole number']);
  });

  test.each([
    ['Mon, 12 Jan 2026 08:20:00 GMT', '2026-01-12T08:20:00.000Z'],
    ['2026-01-12T08:20:00+00:00', '2026-01-12T08:20:00.000Z'],
    ['2026-01-12T08:29:00.123456Z', '2026-01-12T08:29:00.123Z'],
    ['2026-01-12 08:20:00', '2026-01-12T08:20:00.000Z'],
    ['0001-01-01T00:00:00Z', null],
    ['soon', null],
  ])('the moment %s is %s', (text, expected) => {
    expect(readRecord('axonius', { id: 'a', lastSeen: text })?.record.lastSeen).toBe(expected);
  });

  test.each([null, 'text', [], {}, { id: '' }])('%j is none', (said) => {
    expect(readRecord('entra', said)).toBeNull();
  });
});

test('Axonius: out of its adapters’ arrays, the newest time, the first of each', () => {
  const read = recordOfAxonius({
    id: 'f0c1',
    adapters: [],
    labels: ['pci'],
    values: {
      hostname: ['POS-0231', 'pos-0231.retail.example'],
      last_seen: ['2026-01-11T08:20:00+00:00', 'Mon, 12 Jan 2026 08:20:00 GMT'],
      'network_interfaces.mac': ['00:15:5D:00:00:01'],
      last_used_users: ['RETAIL\\mrossi', 'RETAIL\\other'],
    },
  });
  expect(read?.record).toMatchObject({
    names: ['POS-0231', 'pos-0231.retail.example'],
    lastSeen: '2026-01-12T08:20:00.000Z',
    lastUser: 'RETAIL\\mrossi',
    labels: ['pci'],
    owner: null,
  });
});

test.each([
  ['compliant', false, true],
  ['noncompliant', true, false],
  ['inGracePeriod', true, true],
  ['unknown', null, null],
])('Intune says %s, the directory %s: %s', (complianceState, isCompliant, expected) => {
  expect(recordOfEntra({ id: 'a', isCompliant, managed: { complianceState } })?.record.compliant).toBe(expected);
});

test('what the query gives is a list of devices, or says what is wrong', () => {
  expect(readAgents([{ id: 'a' }, 'b'])).toEqual({
    problem: 'The JSON query gives no object with an id as its device 2.',
  });
  expect(readAgents({ id: 'a', names: ['x'] })).toMatchObject({ records: [{ id: 'a', names: ['x'] }] });
});

test('parameters for the list of agents', () => {
  expect(agentFiltersOf(['siteIds=2', 'siteIds=3', 'isDecommissioned=false'])).toEqual({
    siteIds: '2,3',
    isDecommissioned: 'false',
  });
  const refused = (filter: string) => !EndpointParameters.safeParse({ agentFilters: [filter] }).success;
  expect(['limit=1', 'cursor=x', 'computerName=a', 'siteIds', 'a=b&c=d', '=x'].filter(refused)).toHaveLength(6);
});
