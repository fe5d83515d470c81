import { expect, test } from 'vitest';
import { foundObservables } from './found-observables.ts';
import { INTAKE } from './intake-sources.ts';
import { FALCON_ALERT, SENTINELONE_THREAT } from './mappings/endpoint-samples.ts';

const NOTHING = { observables: [], links: [] };
const rolesOf = (body: unknown, ignore: RegExp | undefined) =>
  Object.fromEntries(
    foundObservables(body, NOTHING, ignore).map(({ type, value, role }) => [`${type} ${value}`, role]),
  );

test('of a Falcon alert: what happened, and none of its ids, pages and empty hashes', () => {
  const alert = {
    ...FALCON_ALERT,
    network_accesses: [{ remote_address: '203.0.113.77', local_address: '10.20.30.40' }],
  };
  expect(rolesOf(alert, INTAKE.crowdstrike.ignore)).toEqual({
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
    'ipv4 198.51.100.20': 'victim',
    'ipv4 10.20.30.40': 'own',
    'mac 00:15:5d:00:00:01': 'victim',
    'hostname cdn-invoice.example.net': 'implicated',
    'ipv4 203.0.113.77': 'implicated',
  });
});

test('of a SentinelOne threat: none of the pages that explain a technique', () => {
  const found = rolesOf(SENTINELONE_THREAT, INTAKE.sentinelone.ignore);
  expect(Object.keys(found).filter((name) => name.includes('attack.mitre.org'))).toEqual([]);
  expect(found).toMatchObject({ 'device BO-0412': 'victim', 'file_path C:\\ProgramData\\update.exe': 'implicated' });
});
