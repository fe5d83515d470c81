import { describe, expect, test } from 'vitest';
import { type BodyKnowledge, foundObservables } from './found-observables.ts';
import { INTAKE } from './intake-sources.ts';
import type { MappedCase } from './mapping.ts';
import { FALCON_ALERT, SENTINELONE_THREAT } from './mappings/endpoint-samples.ts';

const NOTHING = { observables: [], links: [] };
const rolesOf = (body: unknown, source: BodyKnowledge) =>
  Object.fromEntries(
    foundObservables(body, NOTHING, source).map(({ type, value, role }) => [`${type} ${value}`, role]),
  );

test('of a Falcon alert: what happened, and none of its ids, pages and empty hashes', () => {
  const alert = {
    ...FALCON_ALERT,
    network_accesses: [{ remote_address: '203.0.113.77', local_address: '10.20.30.40' }],
  };
  expect(rolesOf(alert, INTAKE.crowdstrike)).toEqual({
    'user mrossi': 'victim',
    'file_name powershell.exe': 'implicated',
    'command_line powershell.exe -nop -w hidden -enc SQBFAFgA': 'implicated',
    [`sha256 ${FALCON_ALERT.sha256}`]: 'implicated',
    'file_name winword.exe': 'implicated',
    'command_line "C:\\Office\\winword.exe" invoice.docm': 'implicated',
    'file_path C:\\Office\\winword.exe': 'implicated',
    'file_name invoice.docm': 'implicated',
    'file_name explorer.exe': 'implicated',
    'command_line C:\\Windows\\explorer.exe': 'implicated',
    'file_path C:\\Windows\\explorer.exe': 'implicated',
    'device POS-0231': 'victim',
    'ipv4 198.51.100.20': 'own',
    'ipv4 10.20.30.40': 'own',
    'mac 00:15:5d:00:00:01': 'own',
    'hostname cdn-invoice.example.net': 'implicated',
    'ipv4 203.0.113.77': 'implicated',
  });
});

test('of a SentinelOne threat: none of the pages that explain a technique', () => {
  const found = rolesOf(SENTINELONE_THREAT, INTAKE.sentinelone);
  expect(Object.keys(found).filter((name) => name.includes('attack.mitre.org'))).toEqual([]);
  expect(found).toMatchObject({ 'device BO-0412': 'victim', 'file_path C:\\ProgramData\\update.exe': 'implicated' });
});

describe('what is ours', () => {
  const [egress, inside] = ['198.51.100.20', '10.1.2.3'];
  const roleOf = (value: string, body: unknown, places: BodyKnowledge, observables: MappedCase['observables'] = []) =>
    foundObservables(body, { ...NOTHING, observables }, places).find((one) => one.value === value)?.role;

  test.each([
    ['of the host’s own', egress, {}],
    ['of a host that speaks to itself from outside', egress, { network_accesses: [{ remote_address: egress }] }],
    ['that a command names, too', egress, { cmdline: `ping ${egress}` }],
    ['of another host in the house', inside, { network_accesses: [{ remote_address: inside }] }],
    [
      'of another host in the house, which an indicator names, too',
      inside,
      {
        network_accesses: [{ remote_address: inside }],
        ioc_values: [inside],
      },
    ],
  ])('to Falcon: an address %s', (_, value, more) => {
    expect(roleOf(value, { ...FALCON_ALERT, ...more }, INTAKE.crowdstrike)).toBe('own');
    expect(roleOf(value, { alert: { ...FALCON_ALERT, ...more } }, INTAKE.crowdstrike)).toBe('own');
  });

  test.each([
    ['a stranger’s address', '203.0.113.77', { network_accesses: [{ remote_address: '203.0.113.77' }] }],
    ['a name of the world', 'bad.example', { dns_requests: [{ domain_name: 'bad.example' }] }],
    ['a private address that a command alone names', inside, { cmdline: `curl http://${inside}/a` }],
  ])('is not: %s', (_, value, more) => {
    expect(roleOf(value, { ...FALCON_ALERT, ...more }, INTAKE.crowdstrike)).toBe('implicated');
  });

  test.each([egress, inside, 'dc01.corp.local'])('is ours whatever a mapping calls it: %s', (value) => {
    const observables = [{ value, role: 'implicated' as const }];
    expect(roleOf(value, FALCON_ALERT, INTAKE.crowdstrike, observables)).toBe('own');
  });

  test('is known of what the vendor tells, and not of what anybody may send', () => {
    const alert = { src_ip: inside, device: { external_ip: egress }, dest_ip: egress };
    expect([inside, egress].map((value) => roleOf(value, alert, INTAKE.generic))).toEqual(['implicated', 'implicated']);
  });

  test('keeps its host the one that it happened to', () => {
    const alert = { ...FALCON_ALERT, device: { ...FALCON_ALERT.device, hostname: 'pos-0231.corp.local' } };
    expect(roleOf('pos-0231.corp.local', alert, INTAKE.crowdstrike)).toBe('victim');
  });

  test.each([
    ['agentDetectionInfo', { agentIpV4: `10.20.31.41,${egress}` }],
    ['agentDetectionInfo', { externalIp: egress }],
    ['agentRealtimeInfo', { networkInterfaces: [{ inet: ['10.20.31.41', egress], physical: '00:15:5d:00:00:01' }] }],
  ])('to SentinelOne: in %s %j', (place, agent) => {
    expect(roleOf(egress, { ...SENTINELONE_THREAT, [place]: agent }, INTAKE.sentinelone)).toBe('own');
  });
});
