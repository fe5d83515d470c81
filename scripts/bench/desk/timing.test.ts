import { expect, test } from 'vitest';
import { timeOf, timingOf } from './timing.ts';

test('the percentiles are those of the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(timingOf(hundred)).toEqual({ p50: 50, p95: 95 });
  expect(timingOf([7])).toEqual({ p50: 7, p95: 7 });
});

test('what is run to warm up is not measured', async () => {
  let runs = 0;
  await timeOf(async () => {
    runs += 1;
  }, 5);
  expect(runs).toBe(8);
});
