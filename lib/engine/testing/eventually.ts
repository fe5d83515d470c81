import { expect } from 'vitest';

/** `expect.poll` with the patience that a busy machine needs. */
export const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 60_000, interval: 25 });
