import { describe, expect, test } from 'vitest';
import { type AllowListEntry, compileAllowList, isAllowListed } from './allow-list.ts';
import { isPrivateOrReserved } from './reserved.ts';
import { roleOfPath, strongerRole } from './roles.ts';
import type { ObservableType } from './types.ts';

test.each<[ObservableType, string, boolean]>([
  ['ipv4', '10.1.2.3', true],
  ['ipv4', '172.31.0.1', true],
  ['ipv4', '172.32.0.1', false],
  ['ipv4', '127.0.0.1', true],
  ['ipv4', '169.254.1.1', true],
  ['ipv4', '224.0.0.1', true],
  ['ipv4', '100.64.0.1', true],
  ['ipv4', '0.0.0.0', true],
  ['ipv4', '240.0.0.1', true],
  ['ipv4', '203.0.113.77', false],
  ['ipv4', '192.0.2.1', false],
  ['ipv4', '8.8.8.8', false],
  ['ipv6', '::1', true],
  ['ipv6', 'fe80::1', true],
  ['ipv6', 'fd00::1', true],
  ['ipv6', 'ff02::1', true],
  ['ipv6', '::ffff:10.0.0.1', true],
  ['ipv6', '2001:db8::1', false],
  ['ipv6', '2606:4700::1', false],
  ['domain', 'corp.local', true],
  ['hostname', 'a.b.internal', true],
  ['hostname', 'shop-7', true],
  ['hostname', 'x.home.arpa', true],
  ['domain', 'evil.example', false],
  ['domain', 'evil.com', false],
  ['url', 'http://10.0.0.1/x', true],
  ['url', 'http://[fe80::1]/', true],
  ['url', 'http://localhost:3000/', true],
  ['url', 'https://evil.com/', false],
  ['email', 'a@corp.lan', true],
  ['email', 'a@evil.com', false],
  ['md5', 'd41d8cd98f00b204e9800998ecf8427e', false],
])('private or reserved: %s %s', (type, value, expected) => {
  expect(isPrivateOrReserved(type, value)).toBe(expected);
});

describe('the allow-list', () => {
  const entries: AllowListEntry[] = [
    { kind: 'domain_suffix', value: '*.Shop.example' },
    { kind: 'cidr', value: '198.51.100.0/24' },
    { kind: 'cidr', value: '2001:db8::/32' },
    { kind: 'exact', value: 'D41D8CD98F00B204E9800998ECF8427E', type: 'md5' },
    { kind: 'exact', value: 'POS-17' },
    { kind: 'cidr', value: '203.0.113.9' },
    { kind: 'cidr', value: 'nonsense/99' },
    { kind: 'domain_suffix', value: 'example' },
  ];
  const list = compileAllowList(entries);

  test.each<[ObservableType, string, number | null]>([
    ['domain', 'shop.example', 0],
    ['hostname', 'a.b.shop.example', 0],
    ['domain', 'notshop.example', 7],
    ['domain', 'notshop.com', null],
    ['url', 'https://www.shop.example/x', 0],
    ['email', 'a@shop.example', 0],
    ['ipv4', '198.51.100.7', 1],
    ['ipv4', '198.51.101.7', null],
    ['url', 'http://198.51.100.7:81/', 1],
    ['ipv6', '2001:db8::7', 2],
    ['url', 'http://[2001:db8::7]/', 2],
    ['md5', 'd41d8cd98f00b204e9800998ecf8427e', 3],
    ['other', 'd41d8cd98f00b204e9800998ecf8427e', null],
    ['device', 'POS-17', 4],
    ['ipv4', '203.0.113.9', 5],
    ['ipv4', '203.0.113.10', null],
    ['file_name', 'shop.example', null],
  ])('%s %s', (type, value, index) => {
    expect(list.match({ type, value })).toBe(index === null ? null : entries[index]);
    expect(isAllowListed({ type, value }, entries)).toBe(index === null ? null : entries[index]);
  });
});

test.each<[string, ObservableType, string]>([
  ['/triggeringEvents/0/actorIP', 'ipv4', 'implicated'],
  ['/triggeringEvents/0/actorIPMeta/autonomousSystemNumber', 'asn', 'related'],
  ['/actors/0/name', 'user', 'implicated'],
  ['/resources/0/externalId', 'cloud_resource', 'own'],
  ['/resource/cloudProviderURL', 'url', 'related'],
  ['/control/description', 'domain', 'related'],
  ['/triggeringEvents/0/runtimeDetails/processTree/0/hash', 'sha1', 'implicated'],
  ['/target/0/alternateId', 'email', 'victim'],
  ['/anything', 'device', 'victim'],
  ['/anything', 'domain', 'implicated'],
  ['/anything', 'cve', 'related'],
])('role of %s as %s', (path, type, role) => {
  expect(roleOfPath(path, type)).toBe(role);
});

test('the role that weighs most', () => {
  expect(strongerRole('own', 'implicated')).toBe('implicated');
  expect(strongerRole('victim', 'own')).toBe('victim');
  expect(strongerRole('related', 'related')).toBe('related');
});
