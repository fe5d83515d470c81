import { expect, test } from 'vitest';
import { FalconAlert } from '../crowdstrike/alert.ts';
import { detailsOf } from '../crowdstrike/details.ts';
import { indicatorsOf } from './indicators.ts';

const SHA = 'ab'.repeat(32);
const details = (fields: Record<string, unknown>) =>
  detailsOf(FalconAlert.parse({ composite_id: 'c:ind:1', ...fields }));
const shown = (fields: Record<string, unknown>, commands: Parameters<typeof indicatorsOf>[1] = []) =>
  Object.fromEntries(
    indicatorsOf(details(fields), commands).map(({ type, value, role, asset }) => [
      `${type} ${value}`,
      asset ? `${role}, asset` : role,
    ]),
  );

test('ours and the private are assets, the process is implicated, what started it is related', () => {
  const found = shown({
    ...{ sha256: SHA, sha1: '0'.repeat(40), filename: 'c.exe', user_name: 'ann' },
    parent_details: { filename: 'b.exe', sha256: 'cd'.repeat(32) },
    device: { hostname: 'POS-1', local_ip: '10.0.0.4', external_ip: '198.51.100.20' },
    network_accesses: [
      { remote_address: '203.0.113.7' },
      { remote_address: '10.0.0.9' },
      { remote_address: '198.51.100.20' },
    ],
    dns_requests: [{ domain_name: 'bad.example.net' }, { domain_name: 'printer.local' }],
    ioc_context: [{ ioc_type: 'hash_sha256', ioc_value: 'ef'.repeat(32) }],
    ioc_values: ['nonsense words'],
  });
  expect(found).toMatchObject({
    [`sha256 ${SHA}`]: 'implicated',
    [`sha256 ${'cd'.repeat(32)}`]: 'related',
    [`sha256 ${'ef'.repeat(32)}`]: 'implicated',
    'device POS-1': 'victim, asset',
    'ipv4 10.0.0.4': 'own, asset',
    'ipv4 10.0.0.9': 'own, asset',
    'ipv4 198.51.100.20': 'own, asset',
    'ipv4 203.0.113.7': 'implicated',
    'hostname bad.example.net': 'implicated',
    'user ann': 'victim',
  });
  expect(Object.keys(found).some((key) => /0{32}/.test(key))).toBe(false);
  expect(found['hostname printer.local']).toBe('own, asset');
});

test.each([
  ['malicious', 'implicated'],
  ['suspicious', 'implicated'],
  ['unknown', 'related'],
  ['benign', 'related'],
] as const)('what a %s command line names is %s', (verdict, role) => {
  const indicators = [{ type: 'url', value: 'http://bad.example.net/a.ps1' }];
  expect(shown({}, [{ verdict, indicators }])).toEqual({ 'url http://bad.example.net/a.ps1': role });
});
