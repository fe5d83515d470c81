import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { log } from '#lib/log.ts';
import { prune } from '#lib/services/housekeeping/prune.ts';
import { tellUnowned } from '#lib/services/notices/tell-unowned.ts';
import { type Loop, startLoop } from './loop.ts';

const EVERY_MS = 60 * 60 * 1000;

/** Prunes now and every hour, and tells the leads once a day of what nobody has. Two workers at it do the same things once. */
export function startHousekeeping({ db }: Database): Loop {
  return startLoop({
    everyMs: EVERY_MS,
    async work() {
      const now = new Date();
      await prune(db, now);
      await tellUnowned({ ctx: { db, actor: SYSTEM, now } });
      return false;
    },
    failed: (error) => log.warn({ err: error }, 'housekeeping failed'),
  });
}
