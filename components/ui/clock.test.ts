import { expect, test, vi } from 'vitest';

test('the first to listen finds the time there, also where nobody has read it before', async () => {
  let subscribe: (listener: () => void) => () => void = () => () => {};
  let read: () => number = () => 0;
  // What React does when a page wakes up: it has the server's snapshot, subscribes, and only then asks.
  vi.doMock('react', () => ({
    useSyncExternalStore: (first: typeof subscribe, second: typeof read) => {
      [subscribe, read] = [first, second];
      return null;
    },
  }));
  const { useNow } = await import('./clock.ts');
  useNow();
  const end = subscribe(() => {});
  expect(Math.abs(read() - Date.now())).toBeLessThan(2_000);
  end();
});
