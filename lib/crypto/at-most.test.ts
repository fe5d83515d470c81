import { expect, test } from 'vitest';
import { atMost } from './at-most.ts';

test('never more at once than allowed, in order, and a failure frees its place', async () => {
  const limited = atMost(2);
  let running = 0;
  let most = 0;
  const started: number[] = [];
  const works = Array.from({ length: 9 }, (_, n) =>
    limited(async () => {
      started.push(n);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (n % 3 === 0) throw new Error(`${n}`);
      return n;
    }),
  );
  const ends = await Promise.allSettled(works);
  expect(most).toBe(2);
  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(ends.map((end) => end.status === 'fulfilled')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => n % 3 !== 0));
});
