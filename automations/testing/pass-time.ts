import { setTimeout as wait } from 'node:timers/promises';

/** Nobody waits for a retry. */
const HASTE = [
  `update engine.timer set at = now() where kind = 'sleep' and at > now()`,
  `update engine.queue_item set at = now() where at > now() and lease_token is null`,
  `update vendor_sessions set next_try_at = now() where next_try_at > now()`,
  `select pg_notify('engine_engine', '')`,
];

/**
 * Lets what sleeps and what is to be tried again be due at once, until it is stopped; `more` does so for a test's own. A statement may fail,
 * as while Postgres is away, or before the engine's first worker has made its tables.
 */
export function passTime(
  query: (statement: string) => Promise<unknown>,
  more: readonly string[] = [],
): { stop(): void } {
  const stopped = new AbortController();
  void (async () => {
    while (!stopped.signal.aborted) {
      for (const statement of [...more, ...HASTE]) await query(statement).catch(() => undefined);
      await wait(300);
    }
  })();
  return { stop: () => stopped.abort() };
}
