import { describe, expect, test } from 'vitest';
import { type AlertCommand, type CaseAlert, commandFindings, vendorToAnalyse } from './case-alerts.ts';
import type { IntelVendor } from './vendors.ts';

describe('a press analyses the alerts of one vendor', () => {
  const [falcon, acme] = ['crowdstrike', 'acme' as IntelVendor] as const;

  test.each<[string, [IntelVendor, boolean][], IntelVendor | null]>([
    ['none', [], null],
    ['of one', [[falcon, true]], falcon],
    [
      'unread behind a read one',
      [
        [falcon, true],
        [acme, false],
      ],
      acme,
    ],
    [
      'the newest unread',
      [
        [acme, false],
        [falcon, false],
      ],
      acme,
    ],
    [
      'all of them read: the newest',
      [
        [falcon, true],
        [acme, true],
      ],
      falcon,
    ],
  ])('%s', (_name, alerts, vendor) => {
    expect(vendorToAnalyse(alerts.map(([of, read]) => ({ vendor: of, read })))).toBe(vendor);
  });
});

describe('what command lines came to', () => {
  const command = (
    hash: string,
    verdict?: NonNullable<AlertCommand['look']>['verdict'],
    techniques: string[] = [],
    confidence = 0.5,
  ) => ({ hash, look: verdict ? { verdict, confidence, techniques } : null }) satisfies AlertCommand;
  const alert = (host: string | null, ...commands: AlertCommand[]): CaseAlert => ({
    ...{ vendor: 'crowdstrike', read: true, host, commands },
  });
  const NOTHING = {
    ...{ malicious: 0, suspicious: 0, looked: 0, unlooked: 0, unread: 0 },
    ...{ techniques: [], hosts: [], more: false },
  };

  test('of no alerts it is nothing, and an alert that nobody has read is counted as such', () => {
    expect(commandFindings([], false)).toEqual(NOTHING);
    expect(commandFindings([{ ...alert(null), read: false }], true)).toEqual({ ...NOTHING, unread: 1, more: true });
  });

  test('each line counts once, with the graver of two looks at it; it ran wherever an alert has it', () => {
    const alerts = [
      alert('A', command('dump')),
      alert('B', command('dump', 'unknown')),
      alert('C', command('dump', 'malicious', ['T1003'])),
      alert('C', command('dump', 'benign')),
    ];
    const found = { ...NOTHING, malicious: 1, looked: 1, techniques: ['T1003'], hosts: ['A', 'B', 'C'] };
    expect(commandFindings(alerts, false)).toEqual(found);
    expect(commandFindings(alerts.toReversed(), false)).toEqual({ ...found, hosts: ['C', 'B', 'A'] });
  });

  test('techniques and hosts are those of the worst, the surest first', () => {
    const alerts = [
      alert('A', command('one', 'malicious', ['T1'], 0.6), command('two', 'malicious', ['T2', 'T1'], 0.9)),
      alert('B', command('three', 'suspicious', ['T3'], 1)),
    ];
    expect(commandFindings(alerts, false)).toMatchObject({
      ...{ malicious: 2, suspicious: 1, looked: 3, techniques: ['T2', 'T1'], hosts: ['A'] },
    });
    expect(commandFindings(alerts.slice(1), false)).toMatchObject({ suspicious: 1, techniques: ['T3'], hosts: ['B'] });
  });

  test('what is unknown was looked at and is not bad; what nobody has looked at is neither', () => {
    const alerts = [alert('A', command('one', 'unknown', ['T1']), command('two', 'benign'), command('three'))];
    expect(commandFindings(alerts, false)).toEqual({ ...NOTHING, looked: 2, unlooked: 1 });
  });
});
