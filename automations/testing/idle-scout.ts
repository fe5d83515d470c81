import { inngest } from '../client.ts';

/** A Scout that lets its cases lie, for tests of who gives it which. */
export const idleScout = inngest.createFunction(
  { id: 'scout', triggers: [{ event: 'case/assigned', if: "event.data.owner == 'ai'" }] },
  async () => ({}),
);
