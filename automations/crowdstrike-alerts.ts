import type { Database } from '#lib/db/client.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { readFalconAlerts } from '#lib/integrations/read-falcon-alerts.ts';
import { startLeading } from './leader.ts';
import type { Loop } from './loop.ts';
import { resources } from './resources.ts';

/** Any number that nothing else in this database locks. */
const LEADER_LOCK = 7_204_846;
/** How often it looks whether a reading is due. */
const LOOK_MS = 1_000;
const CROWDSTRIKE: Actor = { kind: 'vendor', id: 'crowdstrike', name: 'crowdstrike' };

/**
 * Reads Falcon's alerts at the start and on its schedule, for what the webhook did not bring. One worker of all reads; would two ever read at
 * once, a page is taken once.
 */
export function startCrowdStrikeAlerts(url: string, { db }: Database): Loop {
  let first = true;
  let restUntil = 0;
  return startLeading(url, {
    name: 'reading of Falcon’s alerts',
    lock: LEADER_LOCK,
    everyMs: LOOK_MS,
    async work() {
      if (Date.now() < restUntil) return false;
      const { allowedNetworks, announce } = resources();
      const ctx = { db, actor: CROWDSTRIKE, now: new Date() };
      const { caught, more, restMs } = await readFalconAlerts(ctx, { allowedNetworks, now: first });
      first = more;
      restUntil = Date.now() + restMs;
      if (caught > 0) announce();
      return more;
    },
  });
}
