import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Loop, startLoop } from './loop.ts';

let loop: Loop | undefined;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  await loop?.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const never = (error: unknown) => {
  throw error;
};

test('works at once, then after each rest, and at once again while there may be more', async () => {
  const answers = [true, true, false, false];
  const work = vi.fn(async () => answers.shift() ?? false);
  loop = startLoop({ everyMs: 500, work, failed: never });
  await settle();
  expect(work).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(499);
  expect(work).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(4);
});

test('is woken from its rest, and rests anew afterwards', async () => {
  const work = vi.fn(async () => false);
  loop = startLoop({ everyMs: 500, work, failed: never });
  await vi.advanceTimersByTimeAsync(400);
  loop.wake();
  await settle();
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(499);
  expect(work).toHaveBeenCalledTimes(2);
});

test('does not rest on what it was woken for while it worked, and never does two at once', async () => {
  const inHand = Promise.withResolvers<boolean>();
  const work = vi.fn(async () => false).mockImplementationOnce(() => inHand.promise);
  loop = startLoop({ everyMs: 500, work, failed: never });
  loop.wake();
  loop.wake();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(work).toHaveBeenCalledTimes(1);
  inHand.resolve(false);
  await settle();
  expect(work).toHaveBeenCalledTimes(2);
});

test('tells what failed, and tries again after a rest, however often it is woken meanwhile', async () => {
  const failed = vi.fn();
  const work = vi
    .fn(async () => false)
    .mockImplementationOnce(async () => {
      loop!.wake();
      throw new Error('away');
    });
  loop = startLoop({
    everyMs: 500,
    work: async () => {
      await null;
      return work();
    },
    failed,
  });
  await settle();
  expect(failed.mock.calls).toEqual([[new Error('away')]]);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(work).toHaveBeenCalledTimes(2);
});

test('stops when what it has in hand is done, and begins nothing more', async () => {
  const inHand = Promise.withResolvers<boolean>();
  const work = vi.fn(() => inHand.promise);
  loop = startLoop({ everyMs: 500, work, failed: never });
  let stopped = false;
  const stop = loop.stop().then(() => {
    stopped = true;
  });
  await settle();
  expect(stopped).toBe(false);
  inHand.resolve(true);
  await stop;
  expect(work).toHaveBeenCalledTimes(1);
});
