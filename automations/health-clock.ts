import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { requestDueCheck } from '#lib/services/health/request-check.ts';
import { startLeading } from './leader.ts';
import type { Loop } from './loop.ts';
import { resources } from './resources.ts';

/** Any number that nothing else in this database locks. */
const LEADER_LOCK = 7_204_857;
const EVERY_MS = 15_000;

/** Starts the daily check when a minute of its schedule has come. An administrator sets that: no trigger in the code could know it. */
export function startHealthClock(url: string, { db }: Database): Loop {
  return startLeading(url, {
    name: 'clock of the daily check',
    lock: LEADER_LOCK,
    everyMs: EVERY_MS,
    async work() {
      if (await requestDueCheck({ ctx: { db, actor: SYSTEM, now: new Date() } })) resources().announce();
      return false;
    },
  });
}
