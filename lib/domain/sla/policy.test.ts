import { expect, it } from 'vitest';
import { SEVERITIES } from '../severity.ts';
import { SHIPPED_POLICIES, SlaPolicy, targetOf } from './policy.ts';

it.each([
  ['critical', 900, 14_400, 450, 7200],
  ['high', 1800, 28_800, 900, 14_400],
  ['medium', 14_400, 86_400, 7200, 43_200],
  ['low', 28_800, 259_200, 14_400, 129_600],
  ['informational', 0, 0, 0, 0],
] as const)('ships for %s', (severity, acknowledge, resolve, vipAcknowledge, vipResolve) => {
  const policy = SHIPPED_POLICIES[severity];
  expect(targetOf(policy, 'acknowledge', false)).toBe(acknowledge);
  expect(targetOf(policy, 'resolve', false)).toBe(resolve);
  expect(targetOf(policy, 'acknowledge', true)).toBe(vipAcknowledge);
  expect(targetOf(policy, 'resolve', true)).toBe(vipResolve);
});

it('ships one valid policy for each severity', () => {
  expect(Object.keys(SHIPPED_POLICIES)).toEqual([...SEVERITIES]);
  for (const severity of SEVERITIES) expect(SlaPolicy.parse(SHIPPED_POLICIES[severity]).severity).toBe(severity);
});

it.each([
  ['a negative time', { acknowledgeSeconds: -1 }],
  ['a share of all', { atRisk: 1 }],
  ['a factor of nothing', { vipFactor: 0 }],
  ['a factor that gives more time', { vipFactor: 2 }],
])('refuses %s', (_name, change) => {
  expect(SlaPolicy.safeParse({ ...SHIPPED_POLICIES.high, ...change }).success).toBe(false);
});
