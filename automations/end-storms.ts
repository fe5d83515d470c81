import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { log } from '#lib/log.ts';
import { endQuietStorms } from '#lib/services/storms/end-quiet.ts';
import { type Loop, startLoop } from './loop.ts';
import { resources } from './resources.ts';

const EVERY_MS = 5_000;

/** Ends the storms whose rule is quiet, and says so on their cases. Any number of workers may: each ends once. */
export function startEndingStorms({ db }: Database): Loop {
  return startLoop({
    everyMs: EVERY_MS,
    async work() {
      const ended = await endQuietStorms({
        ctx: { db, actor: SYSTEM, now: new Date() },
        failed: (key, error) => log.warn({ err: error, key }, 'a quiet storm could not be ended'),
      });
      if (ended > 0) resources().announce();
      return false;
    },
    failed: (error) => log.warn({ err: error }, 'quiet storms could not be ended'),
  });
}
