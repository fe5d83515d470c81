import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { log } from '#lib/log.ts';
import { wakeHeld } from '#lib/services/cases/wake-held.ts';
import { resources } from './resources.ts';

const EVERY_MS = 1_000;

/**
 * Looks once a second, and at the start, for cases whose time on hold is over. Any number of workers may: each case comes back once.
 * Answers the function that stops it.
 */
export function startWake({ db }: Database): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const look = async () => {
    try {
      const woken = await wakeHeld({ ctx: { db, actor: SYSTEM, now: new Date() } });
      if (woken.length > 0) resources().announce();
    } catch (error) {
      log.warn({ err: error }, 'cases on hold could not be woken');
    }
    if (!stopped) timer = setTimeout(run, EVERY_MS);
  };
  const run = () => {
    running = look();
  };
  run();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
