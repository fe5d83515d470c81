import { describe, expect, test } from 'vitest';
import { readAgents } from './agent-query.ts';
import { recordOfAxonius } from './from-axonius.ts';
import { recordOfEntra } from './from-entra.ts';
import { accountOf, addressOf, macOf, nameOf, serialOf, shortNameOf } from './identifiers.ts';
import { agentFiltersOf, EndpointParameters } from './parameters.ts';
import { readRecord } from './record.ts';
import { wantedOf } from './wanted.ts';

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
  expect([accountOf('RETAIL\\MRossi'), accountOf('mrossi@retail.example')]).toEqual(['mrossi', 'mrossi']);
});

describe('what of an observable is a device of ours', () => {
  test.each([
    ['device', 'POS-0231', 'implicated', { name: 'pos-0231', full: null }],
    ['device', 'RETAIL\\POS-0231', 'victim', { name: 'pos-0231', full: null }],
    ['device', 'pos-0231.retail.example', 'victim', { name: 'pos-0231', full: 'pos-0231.retail.example' }],
    ['hostname', 'pos-0231', 'implicated', { name: 'pos-0231', full: null }],
    ['hostname', 'dc01.corp.local', 'implicated', { name: 'dc01', full: 'dc01.corp.local' }],
    ['hostname', 'pos-0231.retail.example', 'victim', { name: 'pos-0231', full: 'pos-0231.retail.example' }],
    ['hostname', 'cdn.bad.example', 'implicated', null],
    ['hostname', 'cdn.bad.example', 'related', null],
    ['domain', 'bad.example', 'own', null],
    ['device', 'x'.repeat(64), 'own', null],
    ['device', 'a\nb', 'own', null],
  ] as const)('%s %s (%s)', (type, value, role, expected) => {
    expect(wantedOf({ type, value, role })).toEqual(expected);
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
