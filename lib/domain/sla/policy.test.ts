import { expect, it } from 'vitest';
import { SEVERITIES } from '../severity.ts';
import { PolicyTerms, SHIPPED_BOOK, targetOf } from './policy.ts';

it.each([
  ['critical', 900, 14_400, 450, 7200],
  ['high', 1800, 28_800, 900, 14_400],
  ['medium', 14_400, 86_400, 7200, 43_200],
  ['low', 28_800, 259_200, 14_400, 129_600],
  ['informational', 0, 0, 0, 0],
] as const)('ships for %s', (severity, acknowledge, resolve, vipAcknowledge, vipResolve) => {
  const policy = SHIPPED_BOOK.policies.find(({ scope }) => scope.severity === severity)!;
  expect(targetOf(policy, 'acknowledge', false)).toBe(acknowledge);
  expect(targetOf(policy, 'resolve', false)).toBe(resolve);
  expect(targetOf(policy, 'acknowledge', true)).toBe(vipAcknowledge);
  expect(targetOf(policy, 'resolve', true)).toBe(vipResolve);
});

const terms = ({
  name,
  acknowledgeSeconds,
  resolveSeconds,
  vipFactor,
  atRisk,
  calendar,
}: PolicyTerms): PolicyTerms => ({
  name,
  acknowledgeSeconds,
  resolveSeconds,
  vipFactor,
  atRisk,
  calendar,
});

it('ships one valid policy for each severity, on a calendar that ships too', () => {
  expect(SHIPPED_BOOK.policies.map(({ scope }) => scope.severity)).toEqual([...SEVERITIES]);
  const calendars = SHIPPED_BOOK.calendars.map(({ calendarId }) => calendarId);
  for (const policy of SHIPPED_BOOK.policies) {
    expect(PolicyTerms.parse(terms(policy))).toEqual(terms(policy));
    expect(calendars).toContain(policy.calendar);
  }
});

it.each([
  ['a negative time', { acknowledgeSeconds: -1 }],
  ['a share of all', { atRisk: 1 }],
  ['a factor of nothing', { vipFactor: 0 }],
  ['a factor that gives more time', { vipFactor: 2 }],
])('refuses %s', (_name, change) => {
  expect(PolicyTerms.safeParse({ ...terms(SHIPPED_BOOK.policies[3]!), ...change }).success).toBe(false);
});
