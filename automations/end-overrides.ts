import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { log } from '#lib/log.ts';
import { endOverrides } from '#lib/services/enrichments/end-overrides.ts';
import { resources } from './resources.ts';

const EVERY_MS = 1_000;

/**
 * Looks once a second, and at the start, for verdicts that people set and whose time is over. Any number of workers may: each ends once.
 * Answers the function that stops it.
 */
export function startEndingOverrides({ db }: Database): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const look = async () => {
    try {
      const ended = await endOverrides({ ctx: { db, actor: SYSTEM, now: new Date() } });
      if (ended > 0) resources().announce();
    } catch (error) {
      log.warn({ err: error }, 'verdicts whose time is over could not be ended');
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
