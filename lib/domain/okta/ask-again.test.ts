import { expect, it } from 'vitest';
import { AUTOMATIONS } from '../automations.ts';
import { nextWait } from './ask-again.ts';

it.each([
  [30_000, null, 60_000],
  [3_000_000, null, 3_600_000],
  [3_600_000, null, 3_600_000],
  [30_000, 42_000, 60_000],
  [30_000, 90_000, 90_000],
  [3_600_000, 7_200_000, 7_200_000],
])('after %d ms, asked for %j, it waits %d ms', (waited, retryAfter, expected) => {
  expect(nextWait(waited, retryAfter)).toBe(expected);
});

it('gives up before a run has the thousand steps that it may have', () => {
  const { firstWaitSeconds, days } = AUTOMATIONS['confirm-vip'].parameters.shape;
  expect(days.safeParse(15).success).toBe(false);
  expect(firstWaitSeconds.safeParse(0).success).toBe(false);
  let tries = 0;
  for (let wait = 1_000, waited = 0; waited < 14 * 86_400_000; wait = nextWait(wait, null)) {
    waited += wait;
    tries += 1;
  }
  // Each try is a wait and a question.
  expect(tries * 2).toBeLessThan(900);
});
