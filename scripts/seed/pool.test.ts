import { expect, test } from 'vitest';
import { randomOf } from '#e2e/support/random.ts';
import { normalise } from '#lib/domain/observables/index.ts';
import { OBSERVABLE_TYPES } from '#lib/domain/observables/types.ts';
import { drawValue, hotValues } from './pool.ts';
import { STORIES } from './stories.ts';

test('every value is in its normal form', () => {
  const random = randomOf(3);
  let secret = 0;
  const rare = OBSERVABLE_TYPES.filter((type) => STORIES.some(({ observables }) => observables.includes(type))).flatMap(
    (type) => Array.from({ length: 50 }, () => drawValue(random, type, () => String(secret++))),
  );
  const odd = [...hotValues(), ...rare].filter(({ type, value }) => normalise(type, value) !== value);
  expect(odd).toEqual([]);
});

test('a few values are in very many cases, most in some', () => {
  const random = randomOf(4);
  const times = new Map<string, number>();
  for (let n = 0; n < 20_000; n++) {
    const { value } = drawValue(random, 'ipv4', () => '');
    times.set(value, (times.get(value) ?? 0) + 1);
  }
  const counts = [...times.values()].sort((a, b) => b - a);
  expect(counts[0]).toBeGreaterThan(200);
  expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(5);
});
