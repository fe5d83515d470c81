import { describe, expect, it } from 'vitest';
import { isAllowed, parseNetworks, refusalOf } from './address.ts';

const NONE = parseNetworks([]);

describe('an address a connector must not reach', () => {
  it.each<[address: string, why: RegExp]>([
    ['0.0.0.0', /this network/],
    ['0.1.2.3', /this network/],
    ['10.0.0.0', /private/],
    ['10.255.255.255', /private/],
    ['100.64.0.1', /NAT/],
    ['100.100.100.200', /NAT/],
    ['100.127.255.255', /NAT/],
    ['127.0.0.1', /loopback/],
    ['127.255.255.254', /loopback/],
    ['169.254.0.1', /link-local/],
    ['169.254.169.254', /metadata/],
    ['169.254.170.2', /metadata/],
    ['168.63.129.16', /metadata/],
    ['172.16.0.1', /private/],
    ['172.31.255.255', /private/],
    ['192.0.0.192', /reserved/],
    ['192.0.2.1', /documentation/],
    ['192.88.99.1', /reserved/],
    ['192.168.0.1', /private/],
    ['198.18.0.1', /benchmarking/],
    ['198.19.255.255', /benchmarking/],
    ['198.51.100.1', /documentation/],
    ['203.0.113.255', /documentation/],
    ['224.0.0.1', /multicast/],
    ['239.255.255.250', /multicast/],
    ['240.0.0.1', /reserved/],
    ['255.255.255.255', /broadcast/],
    ['::', /unspecified/],
    ['::1', /loopback/],
    ['0:0:0:0:0:0:0:1', /loopback/],
    ['::ffff:127.0.0.1', /loopback/],
    ['::ffff:7f00:1', /loopback/],
    ['::ffff:a9fe:a9fe', /metadata/],
    ['::ffff:0:127.0.0.1', /reserved/],
    ['::127.0.0.1', /loopback/],
    ['::7f00:1', /reserved/],
    ['64:ff9b::7f00:1', /loopback address behind NAT64/],
    ['64:ff9b::10.0.0.1', /private address behind NAT64/],
    ['64:ff9b:1::1', /reserved/],
    ['100::1', /reserved/],
    ['2001::1', /reserved/],
    ['2001:2::1', /reserved/],
    ['2001:db8::1', /documentation/],
    ['2002:7f00:1::', /6to4/],
    ['3fff::1', /documentation/],
    ['4000::1', /reserved/],
    ['fc00::1', /private/],
    ['fd00:ec2::254', /private/],
    ['fe80::1', /link-local/],
    ['fe80::1%eth0', /link-local/],
    ['fec0::1', /site-local/],
    ['ff02::1', /multicast/],
    ['not an address', /not an address/],
    ['', /not an address/],
  ])('%s', (address, why) => {
    expect(refusalOf(address, NONE)).toMatch(why);
  });
});

it.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2001:200::1',
  '2606:4700:4700::1111',
  '2a00:1450::1',
])('the public %s may be reached', (address) => {
  expect(refusalOf(address, NONE)).toBeNull();
});

describe('allowed networks', () => {
  const allowed = parseNetworks(['127.0.0.0/8', ' 10.1.0.0/16', '192.168.7.9', 'fd00::/8', '::1']);

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '10.1.255.255', '192.168.7.9', 'fd12::1', '::1'])(
    'let %s through',
    (address) => {
      expect(refusalOf(address, allowed)).toBeNull();
      expect(isAllowed(address, allowed)).toBe(true);
    },
  );

  it.each(['10.2.0.0', '192.168.7.10', 'fe80::1', '::', '64:ff9b::7f00:1'])('do not let %s through', (address) => {
    expect(refusalOf(address, allowed)).not.toBeNull();
    expect(isAllowed(address, allowed)).toBe(false);
  });

  it.each(['', 'localhost', '10.0.0.0/33', '10', '127.1', '0x7f.0.0.1/8x', '*'])('cannot be %j', (network) => {
    expect(() => parseNetworks([network])).toThrow('is not a network');
  });
});
