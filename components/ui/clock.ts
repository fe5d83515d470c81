'use client';

import { useSyncExternalStore } from 'react';

/** One timer for everything on the page that shows time: all of it moves together, and stops when nobody looks. */
const listeners = new Set<() => void>();
/** Zero: nobody has looked yet. */
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const wholeSecond = () => Math.floor(Date.now() / 1000) * 1000;

function tick() {
  now = wholeSecond();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    // While the page wakes up nobody has read the clock: without this it would show 1970 until the first tick.
    now = wholeSecond();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

const reading = () => {
  if (timer === undefined) now = wholeSecond();
  return now;
};

/**
 * Milliseconds since the epoch, moving every `everySeconds`. Null on the server and while the page wakes up, whose clocks differ.
 */
export function useNow(everySeconds = 1): number | null {
  const step = everySeconds * 1000;
  return useClock((now) => Math.floor(now / step) * step);
}

/** What `read` makes of the time, milliseconds since the epoch: drawn again when that changes, not every second. Null as above. */
export function useClock<T extends string | number>(read: (now: number) => T): T | null {
  return useSyncExternalStore(
    subscribe,
    () => read(reading()),
    () => null,
  );
}
