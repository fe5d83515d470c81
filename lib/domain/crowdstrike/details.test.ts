import { expect, test } from 'vitest';
import { shownDetails } from '../intel/alert-lists.ts';
import { FalconAlert } from './alert.ts';
import { detailsOf } from './details.ts';

const details = (fields: Record<string, unknown>) =>
  detailsOf(FalconAlert.parse({ composite_id: 'c:ind:1', ...fields }));

test('an alert about no endpoint has empty details', () => {
  expect(details({})).toEqual({
    ...{ processes: [], host: null, user: null, tactic: null, techniques: [], disposition: null, status: null },
    ...{ assignee: null, connections: [], names: [], files: [], indicators: [] },
  });
});

test('the tree stands in the order in which it was started, without processes of which nothing is known', () => {
  const tree = details({
    cmdline: 'c.exe',
    parent_details: { filename: 'b.exe', cmdline: 'b.exe /x' },
    grandparent_details: { user_name: 'ann' },
  }).processes;
  expect(tree.map(({ role, name, commandLine }) => [role, name, commandLine])).toEqual([
    ['parent', 'b.exe', 'b.exe /x'],
    ['process', null, 'c.exe'],
  ]);
});

test('what is long is cut', () => {
  const long = details({ cmdline: 'x'.repeat(40_000), user_name: 'u'.repeat(2_000) });
  expect(long.processes[0]!.commandLine).toHaveLength(32_768);
  expect(long.user).toHaveLength(1_000);
});

const addresses = (count: number) => Array.from({ length: count }, (_, n) => `198.18.${n >> 8}.${n & 255}`);

test('every entry of a list of some hundreds is kept, once', () => {
  const accesses = [...addresses(600), ...addresses(600)].map((remote_address) => ({ remote_address }));
  const { connections, leftOut } = details({ network_accesses: accesses });
  expect(connections.map(({ address }) => address)).toEqual(addresses(600));
  expect(leftOut).toBeUndefined();
});

test('a list that never ends does, and says what it is short of', () => {
  const { connections, names, leftOut } = details({
    network_accesses: addresses(3_002).map((remote_address) => ({ remote_address })),
    dns_requests: [{ domain_name: 'bad.example.net' }],
  });
  expect([connections.length, names.length]).toEqual([3_000, 1]);
  expect(leftOut).toEqual({ connections: 2, names: 0, files: 0, indicators: 0 });
});

test('a page shows the first of many, and how many more there are', () => {
  const all = details({ network_accesses: addresses(3_002).map((remote_address) => ({ remote_address })) });
  const shown = shownDetails(all);
  expect(shown.connections).toEqual(all.connections.slice(0, 100));
  expect(shown.leftOut).toEqual({ connections: 2_902, names: 0, files: 0, indicators: 0 });
});

test('a technique is told once, and only by its id', () => {
  const { techniques } = details({
    ...{ technique_id: 'T1059.001', technique: 'PowerShell' },
    mitre_attack: [
      { technique_id: 'T1059.001' },
      { technique_id: 'CST0001', technique: 'Own' },
      { technique_id: 'T1105' },
    ],
  });
  expect(techniques).toEqual([
    { id: 'T1059.001', name: 'PowerShell' },
    { id: 'T1105', name: null },
  ]);
});
