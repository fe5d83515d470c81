import { expect, test } from 'vitest';
import { FalconAlert } from '../crowdstrike/alert.ts';
import { detailsOf } from '../crowdstrike/details.ts';
import type { CommandLook } from '../views/alert-details.ts';
import { commandsToLookAt } from './command-lines.ts';

const details = (fields: Record<string, unknown>) =>
  detailsOf(FalconAlert.parse({ composite_id: 'c:ind:1', ...fields }));

test('each command line is looked at once, those of detected processes first', () => {
  const of = (vendorId: string, fields: Record<string, unknown>) => ({
    vendorId,
    details: details(fields),
    commands: [],
  });
  const alerts = [
    of('a', { cmdline: 'one', parent_details: { cmdline: 'shell' }, user_name: 'ann', device: { hostname: 'POS-1' } }),
    of('b', { cmdline: 'two', parent_details: { cmdline: 'shell' }, grandparent_details: { cmdline: 'one' } }),
  ];
  const knownGoodOf = (line: string) => (line === 'shell' ? 'sh*' : null);
  expect(commandsToLookAt(alerts, { knownGoodOf, anew: true })).toEqual([
    { line: 'one', ids: ['a', 'b'], knownGood: null, parents: ['shell'], user: 'ann', host: 'POS-1' },
    { line: 'two', ids: ['b'], knownGood: null, parents: ['shell', 'one'], user: null, host: null },
    { line: 'shell', ids: ['a', 'b'], knownGood: 'sh*', parents: [], user: 'ann', host: 'POS-1' },
  ]);
});

test('what was looked at stays, unless it is asked for anew', () => {
  const look: CommandLook = {
    ...{ role: 'process', verdict: 'benign', confidence: 1, techniques: [], decoded: null, indicators: [] },
    ...{ knownGood: null, by: 'rules', outputId: null },
  };
  const alerts = [{ vendorId: 'a', details: details({ cmdline: 'one' }), commands: [look] }];
  const knownGoodOf = () => null;
  expect(commandsToLookAt(alerts, { knownGoodOf, anew: false })).toEqual([]);
  expect(commandsToLookAt(alerts, { knownGoodOf, anew: true })).toHaveLength(1);
});
