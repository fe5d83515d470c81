import type { Database } from '#lib/db/client.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { readOktaLog } from '#lib/integrations/read-okta-log.ts';
import { startLeading } from './leader.ts';
import type { Loop } from './loop.ts';
import { resources } from './resources.ts';

/** Any number that nothing else in this database locks. */
const LEADER_LOCK = 7_204_844;
/** How often it looks whether a reading is due. */
const LOOK_MS = 2_000;
const OKTA: Actor = { kind: 'vendor', id: 'okta', name: 'okta' };

/**
 * Reads Okta's System Log at the start and on its schedule, because Okta tries an event hook twice and then never again. One worker of all
 * reads; would two ever read at once, a page is taken once.
 */
export function startOktaLog(url: string, { db }: Database): Loop {
  let first = true;
  let restUntil = 0;
  return startLeading(url, {
    name: 'reading of Okta’s System Log',
    lock: LEADER_LOCK,
    everyMs: LOOK_MS,
    async work() {
      if (Date.now() < restUntil) return false;
      const { allowedNetworks, announce } = resources();
      const ctx = { db, actor: OKTA, now: new Date() };
      const { caught, more, restMs } = await readOktaLog(ctx, { allowedNetworks, now: first });
      first = more;
      restUntil = Date.now() + restMs;
      if (caught > 0) announce();
      return more;
    },
  });
}
