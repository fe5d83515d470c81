import { expect, test } from 'vitest';
import { DEVICE_FACTS, deviceFactKind } from './facts.ts';
import { mergeDevices } from './merge.ts';
import { factConflictsOf, factsOfDevice, lineOf, worstFirst } from './summary.ts';
import { said } from './testing/records.ts';

const WANTED = { by: 'name', name: 'pos-0231', written: 'POS-0231', full: null } as const;
const { device } = mergeDevices(WANTED, [
  said('sentinelone', {
    ...{ os: 'Windows 11 Pro', osVersion: '22631', infected: true, activeThreats: 2, isolation: 'isolated' },
    ...{ agentActive: true, agentVersion: '24.1.2.188', serials: ['VX-0231'], lastSeen: '2026-01-12T08:00:00.000Z' },
  }),
  said('entra', { owner: 'lrusso@retail.example', compliant: false, serials: ['VX-0231', 'VX-0999'] }),
  said('axonius', { owner: 'RETAIL\\mrossi', serials: ['VX-0231'] }),
]);
const facts = factsOfDevice(device!, { name: 'Torino 4' });
const conflicts = factConflictsOf(device!);

test('the facts, each with its source; what belongs together is one', () => {
  expect(facts.map(({ id, value, source }) => [id, value, source])).toEqual([
    ['infected', 'yes', 'SentinelOne'],
    ['activeThreats', '2', 'SentinelOne'],
    ['isolation', 'isolated', 'SentinelOne'],
    ['owner', 'lrusso@retail.example', 'Entra ID'],
    ['os', 'Windows 11 Pro, 22631', 'SentinelOne'],
    ['lastSeen', '2026-01-12T08:00:00.000Z', 'SentinelOne'],
    ['agentHealth', 'active, version 24.1.2.188', 'SentinelOne'],
    ['compliance', 'not compliant', 'Entra ID'],
    ['serial', 'VX-0231', 'Entra ID'],
    ['store', 'Torino 4', null],
  ]);
});

test('the conflicts, by fact', () => {
  expect(conflicts).toEqual([
    {
      fact: 'owner',
      values: [
        { source: 'Entra ID', value: 'lrusso@retail.example' },
        { source: 'Axonius', value: 'RETAIL\\mrossi' },
      ],
    },
    { fact: 'serial', values: expect.arrayContaining([{ source: 'Entra ID', value: 'VX-0999' }]) },
  ]);
});

test('every fact is told in words of its own, whatever it is', () => {
  for (const { id, value } of facts) expect(deviceFactKind(id).say(value, 'POS-0231')).toMatch(/^[A-Z].+\.$/);
  expect(DEVICE_FACTS.infected.say('yes')).not.toBe(DEVICE_FACTS.infected.say('no'));
});

test('what is dangerous is told first', () => {
  const told = (...ids: string[]) => ids.map((id) => ({ text: id, facts: [id] }));
  const sentences = told('owner', 'isolation', 'os', 'infected');
  expect(worstFirst(facts, sentences)).toEqual(told('isolation', 'infected', 'owner', 'os'));
  const harmless = facts.map((fact) => ({ ...fact, value: fact.id === 'isolation' ? 'connected' : 'no' }));
  expect(worstFirst(harmless, sentences)).toEqual(sentences);
});

test('the line for the timeline tells what is known, in what they differ, and who was not heard', () => {
  const merged = { device, ambiguous: false, candidates: [] };
  expect(lineOf('POS-0231', merged, [])).toBe(
    'POS-0231: known to Axonius, Entra ID, SentinelOne. They differ on: owner, serial number.',
  );
  expect(lineOf('POS-1', { ...merged, device: null }, ['Axonius', 'Entra ID'])).toBe(
    'POS-1: no source knows it. Not heard: Axonius, Entra ID.',
  );
});

test('network cards that differ under one name are told there, and are no fact of the device', () => {
  const { device: doubtful } = mergeDevices(WANTED, [
    said('sentinelone', { macs: ['00:15:5d:00:00:01'] }),
    said('axonius', { macs: ['00:15:5d:00:00:02'] }),
  ]);
  expect(lineOf('POS-0231', { device: doubtful, ambiguous: false, candidates: [] }, [])).toBe(
    'POS-0231: known to Axonius, SentinelOne. They differ on: MAC addresses.',
  );
  expect(factConflictsOf(doubtful!)).toEqual([]);
});
