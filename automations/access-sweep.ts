import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { lookAfter } from '#lib/integrations/access/look-after.ts';
import { tryRevocation } from '#lib/integrations/access/revoke.ts';
import { log } from '#lib/log.ts';
import { escalateRequests, expireRequests, tellLateRevocations } from '#lib/services/access/due.ts';
import { dueRevocations } from '#lib/services/access/revoke.ts';
import { LOOKS_AT_ONCE } from '#lib/services/access/watch.ts';
import { type Loop, startLoop } from './loop.ts';
import { resources } from './resources.ts';

const EVERY_MS = 1_000;

/**
 * The net below the automation: whatever became of a run, or whether it is switched off. Asks once a second what fell due, and at the start what did
 * while no worker ran. Any number of workers may: each piece of work is claimed in the database first. What waits for a vendor runs apart, so that
 * one that hangs holds up no alarm, and a slow inventory no revocation.
 */
export function startAccessSweep({ db }: Pick<Database, 'db'>): Loop {
  const loops = [tellDue, takeBackDue, lookAtDue].map((round) => startRounds(db, round));
  return {
    wake() {
      for (const { wake } of loops) wake();
    },
    stop: () => Promise.all(loops.map(({ stop }) => stop())).then(() => undefined),
  };
}

/** What a round did, and whether there may be more at once. */
interface Done {
  count: number;
  more: boolean;
}
type Round = (db: Database['db']) => Promise<Done>;

function startRounds(db: Database['db'], round: Round): Loop {
  return startLoop({
    everyMs: EVERY_MS,
    async work() {
      const { count, more } = await round(db);
      if (count > 0) resources().announce();
      return more;
    },
    failed: (error) => log.warn({ err: error }, 'requests for access could not be looked after'),
  });
}

const ctxOf = (db: Database['db']) => ({ db, actor: SYSTEM, now: new Date() });
const reach = (db: Database['db']) => ({ db, allowedNetworks: resources().allowedNetworks });

/** What time alone decides: asks no vendor. */
async function tellDue(db: Database['db']): Promise<Done> {
  const ctx = ctxOf(db);
  const count =
    (await expireRequests({ ctx })) + (await escalateRequests({ ctx })) + (await tellLateRevocations({ ctx }));
  return { count, more: false };
}

async function takeBackDue(db: Database['db']): Promise<Done> {
  const due = await dueRevocations(db, new Date());
  const tries = await Promise.allSettled(due.map((id) => tryRevocation(ctxOf(db), reach(db), id)));
  for (const tried of tries)
    if (tried.status === 'rejected') log.error({ err: tried.reason }, 'a right could not be taken back');
  return { count: due.length, more: false };
}

/** Many looks fall due together, and each comes again soon: they are made one after the other, without a rest. */
async function lookAtDue(db: Database['db']): Promise<Done> {
  const { due, failed } = await lookAfter(ctxOf(db), reach(db));
  for (const error of failed) log.error({ err: error }, 'a look at a right could not be noted');
  return { count: due, more: due === LOOKS_AT_ONCE };
}
