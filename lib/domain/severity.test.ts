import { expect, it } from 'vitest';
import { atLeast, rankOf, SEVERITIES } from './severity.ts';

it('ranks from informational to critical', () => {
  expect(SEVERITIES.map(rankOf)).toEqual([0, 1, 2, 3, 4]);
  expect(rankOf('critical')).toBe(4);
});

it.each([
  ['high', 'high', true],
  ['critical', 'high', true],
  ['medium', 'high', false],
  ['informational', 'informational', true],
] as const)('%s is at least %s: %s', (severity, threshold, expected) => {
  expect(atLeast(severity, threshold)).toBe(expected);
});
