import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

const burst = (count: number, at: number) => Array.from({ length: count }, () => new Date(at));

test('intake that is fast goes first, and everything goes on a second after it', () => {
  const pace = createPace();
  expect(pace.limit(0)).toBe(16);
  pace.saw(burst(25, 10_000), 10_010);
  expect(pace.limit(10_020)).toBe(16);
  pace.saw(burst(25, 10_400), 10_410);
  expect(pace.limit(10_420)).toBe(1);
  expect(pace.limit(10_999)).toBe(1);
  expect(pace.limit(11_001)).toBe(16);
});

test('what was written long ago is a backlog, and no haste', () => {
  const pace = createPace();
  pace.saw(burst(5_000, 0), 60_000);
  expect(pace.limit(60_001)).toBe(16);
});
