import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { log } from '#lib/log.ts';
import { sweepScout } from '#lib/services/scout/sweep.ts';
import { type Loop, startLoop } from './loop.ts';
import { resources } from './resources.ts';

const EVERY_MS = 10_000;

/** Sees to it that every case of Scout's is worked, or goes to a person. Any number of workers may: each case is seen to once. */
export function startScoutSweep({ db }: Database): Loop {
  return startLoop({
    everyMs: EVERY_MS,
    async work() {
      const seen = await sweepScout({
        ctx: { db, actor: SYSTEM, now: new Date() },
        failed: (key, error) => log.warn({ err: error, key }, 'a case of Scout’s could not be looked after'),
      });
      if (seen > 0) resources().announce();
      return false;
    },
    failed: (error) => log.warn({ err: error }, 'the cases of Scout could not be looked after'),
  });
}
