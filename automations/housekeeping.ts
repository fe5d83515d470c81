import type { Database } from '#lib/db/client.ts';
import { log } from '#lib/log.ts';
import { prune } from '#lib/services/housekeeping/prune.ts';
import { type Loop, startLoop } from './loop.ts';

const EVERY_MS = 60 * 60 * 1000;

/** Prunes now and every hour; two workers at it only delete the same rows once. */
export function startHousekeeping({ db }: Database): Loop {
  return startLoop({
    everyMs: EVERY_MS,
    async work() {
      await prune(db, new Date());
      return false;
    },
    failed: (error) => log.warn({ err: error }, 'housekeeping failed'),
  });
}
