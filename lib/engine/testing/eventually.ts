import { expect } from 'vitest';

/** `expect.poll` with the patience that a busy machine needs. */
export const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 15_000, interval: 25 });
