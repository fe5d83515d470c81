import { expect, test } from 'vitest';
import type { AttackStep } from '#lib/domain/views/collaboration.ts';
import { gapBefore, tacticsOf } from './attack-steps.ts';

const step = (minute: number, ...techniques: string[]) =>
  ({
    id: String(minute),
    at: new Date(minute * 60_000).toISOString(),
    techniques,
    analysed: [] as string[],
  }) as AttackStep;

test('techniques stand under their tactics in the order of an attack, the most seen first', () => {
  const steps = [step(1, 'T1530', 'T1078'), step(2, 'T1078'), step(3, 'T1190', 'T9999')];
  expect(tacticsOf(steps, ['T1078', 'T1110'])).toEqual([
    {
      tactic: 'Initial access',
      techniques: [
        { id: 'T1078', name: 'Valid Accounts', count: 2 },
        { id: 'T1190', name: 'Exploit Public-Facing Application', count: 1 },
      ],
    },
    { tactic: 'Credential access', techniques: [{ id: 'T1110', name: 'Brute Force', count: 0 }] },
    { tactic: 'Collection', techniques: [{ id: 'T1530', name: 'Data from Cloud Storage', count: 1 }] },
    { tactic: null, techniques: [{ id: 'T9999', name: null, count: 1 }] },
  ]);
});

test('what our analysis found stands there too, and counts as nothing that a vendor has seen', () => {
  const steps = [{ ...step(1, 'T1078'), analysed: ['T1003.001', 'T1078'] }];
  expect(tacticsOf(steps, []).flatMap(({ techniques }) => techniques)).toEqual([
    { id: 'T1078', name: 'Valid Accounts', count: 1 },
    { id: 'T1003.001', name: 'OS Credential Dumping', count: 0 },
  ]);
});

test('the time between two steps', () => {
  const steps = [step(1), step(3)];
  expect(gapBefore(steps, 0)).toBeNull();
  expect(gapBefore(steps, 1)).toBe(120);
});
