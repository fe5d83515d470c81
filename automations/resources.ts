import type { Db } from '#lib/db/client.ts';

/** What the functions need of their process: the worker, or the web process that serves a real Inngest server. */
export interface Resources {
  db: Db;
  /** Private ranges that connectors may reach. */
  allowedNetworks: string[];
  /** Tells the relay and the streams that a step has written to the outbox. */
  announce: () => void;
}

let current: Resources | undefined;

export function useResources(resources: Resources): void {
  current = resources;
}

export function resources(): Resources {
  if (!current) throw new Error('useResources() was not called before the first run.');
  return current;
}
