import { expect, test } from 'vitest';
import { randomByRequest } from './random-by-request.ts';

const ASKED = ['/a', '/b', '/a', '/c', '/b', '/a'].map((path) => ({ method: 'GET', path }));

/** What each request drew, by its path and how often that was asked. */
function drawnIn(order: readonly (typeof ASKED)[number][], seed = 7): Map<string, number> {
  const drawn = randomByRequest(seed);
  const times = new Map<string, number>();
  return new Map(
    order.map((request) => {
      const time = (times.get(request.path) ?? 0) + 1;
      times.set(request.path, time);
      return [`${request.path} ${time}`, drawn(request).next()];
    }),
  );
}

test('the n-th request of a path draws the same, whatever comes between', () => {
  const first = drawnIn(ASKED);
  const turned = drawnIn(ASKED.toReversed());
  for (const [name, number] of first) expect(turned.get(name), name).toBe(number);
  expect(new Set(first.values()).size).toBe(ASKED.length);
});

test('another seed or method draws other numbers', () => {
  expect(drawnIn(ASKED, 8).get('/a 1')).not.toBe(drawnIn(ASKED).get('/a 1'));
  const drawn = randomByRequest(7);
  expect(drawn({ method: 'POST', path: '/a' }).next()).not.toBe(drawn({ method: 'GET', path: '/a' }).next());
});
