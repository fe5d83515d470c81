import { expect, test } from 'vitest';
import { type KnownNetwork, knownNetworkOf } from './known-network.ts';

const networks: KnownNetwork[] = [
  { kind: 'own', name: 'all of ours', cidr: '198.51.0.0/16' },
  { kind: 'store', name: 'Milano-12', cidr: '198.51.100.32/27' },
  { kind: 'vpn', name: 'VPN West', cidr: '198.51.100.0/24' },
  { kind: 'office', name: 'HQ', cidr: '2001:db8:1::/48' },
  { kind: 'store', name: 'Broken', cidr: 'nonsense/99' },
];

test.each<[address: string, name: string | null]>([
  ['198.51.100.31', 'VPN West'],
  ['198.51.100.33', 'Milano-12'],
  ['198.51.1.1', 'all of ours'],
  ['::ffff:198.51.100.33', 'Milano-12'],
  ['2001:db8:1::7', 'HQ'],
  ['2001:db8:2::7', null],
  ['203.0.113.77', null],
  // Private, and none of ours unless it is listed: everybody has such addresses at home.
  ['10.20.0.5', null],
  ['192.168.1.20', null],
  ['fd00::7', null],
  ['not an address', null],
])('%s is in %s', (address, name) => {
  expect(knownNetworkOf(address, networks)?.name ?? null).toBe(name);
  expect(knownNetworkOf(address, networks.toReversed())?.name ?? null).toBe(name);
});

test('of equally narrow ones the first by name', () => {
  const twins: KnownNetwork[] = ['b', 'a'].map((name) => ({ kind: 'store', name, cidr: '192.0.2.0/24' }));
  expect(knownNetworkOf('192.0.2.1', twins)?.name).toBe('a');
});
