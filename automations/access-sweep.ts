import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { lookAfterEnded, tryRevocation } from '#lib/integrations/access/revoke.ts';
import { log } from '#lib/log.ts';
import { escalateRequests, expireRequests, tellLateRevocations } from '#lib/services/access/due.ts';
import { dueRevocations } from '#lib/services/access/revoke.ts';
import { type Loop, startLoop } from './loop.ts';
import { resources } from './resources.ts';

const EVERY_MS = 1_000;

/**
 * The net below the automation: whatever became of a run, or whether it is switched off. Asks once a second what fell due, and at the start what did
 * while no worker ran. Any number of workers may: each piece of work is claimed in the database first.
 */
export function startAccessSweep({ db }: Pick<Database, 'db'>): Loop {
  return startLoop({
    everyMs: EVERY_MS,
    async work() {
      if ((await sweepAccess(db, new Date())) > 0) resources().announce();
      return false;
    },
    failed: (error) => log.warn({ err: error }, 'requests for access could not be looked after'),
  });
}

/** One round. The late are told of before they are tried again: a vendor that hangs holds up nobody’s alarm. Answers how much was done. */
export async function sweepAccess(db: Database['db'], now: Date): Promise<number> {
  const ctx = { db, actor: SYSTEM, now };
  const at = { db, allowedNetworks: resources().allowedNetworks };
  let done = (await expireRequests({ ctx })) + (await escalateRequests({ ctx })) + (await tellLateRevocations({ ctx }));
  const due = await dueRevocations(db, now);
  const tries = await Promise.allSettled(due.map((id) => tryRevocation({ ...ctx, now: new Date() }, at, id)));
  for (const tried of tries)
    if (tried.status === 'rejected') log.error({ err: tried.reason }, 'a right could not be taken back');
  done += due.length;
  return done + (await lookAfterEnded(ctx, at));
}
