import type { Database } from '#lib/db/client.ts';
import { isIntelVendor } from '#lib/domain/intel/vendors.ts';
import { INTEL_SOURCES } from '#lib/integrations/intel/sources.ts';
import { log } from '#lib/log.ts';
import { claimDueSessions } from '#lib/services/vendor-sessions/claim-due.ts';
import { forgetSession } from '#lib/services/vendor-sessions/forget.ts';
import { type Loop, startLoop } from './loop.ts';
import { resources } from './resources.ts';

const EVERY_MS = 2_000;

/**
 * The net below the automations that open a session at a vendor: whatever became of the run, cancelled, failed or ended in a step that nobody waited
 * for, its token is revoked. What a vendor does not end before the token's own time is over is forgotten then, and told. Any number of workers may: each session is claimed in the database first.
 */
export function startSessionSweep({ db }: Pick<Database, 'db'>): Loop {
  return startLoop({
    everyMs: EVERY_MS,
    work: async () => {
      await sweepSessions(db, new Date());
      return false;
    },
    failed: (error) => log.warn({ err: error }, 'sessions at vendors could not be looked after'),
  });
}

/** One round; answers how many sessions are over by it. */
export async function sweepSessions(db: Database['db'], now: Date): Promise<number> {
  const due = await claimDueSessions({ ctx: { db, now } });
  const ended = await Promise.all(
    due.map(async ({ id, vendor, expired }) => {
      try {
        if (!isIntelVendor(vendor)) throw new Error(`nobody knows how a session at ${vendor} is ended`);
        return await INTEL_SOURCES[vendor].endSession({ db }, { id, allowedNetworks: resources().allowedNetworks });
      } catch (error) {
        log.warn({ err: error, vendor, session: id, expired }, 'a session at a vendor could not be ended');
        if (expired) await forgetSession({ ctx: { db }, input: { id } });
        return expired;
      }
    }),
  );
  return ended.filter(Boolean).length;
}
