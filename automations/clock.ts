import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { log } from '#lib/log.ts';
import { wakeHeld } from '#lib/services/cases/wake-held.ts';
import { tellTimers } from '#lib/services/sla/tell.ts';
import { startLeading } from './leader.ts';
import type { Loop } from './loop.ts';
import { resources } from './resources.ts';

/** Any number that nothing else in this database locks. */
const LEADER_LOCK = 7_204_822;
/** Twice within the second, so that what falls due is told of well within two, a change of leader included. */
const EVERY_MS = 500;

/**
 * What time alone brings about: cases on hold wake, timers come at risk or run out. Each look is one question to an index for each of the
 * two, and what fell due while no worker ran comes at the first look. Would two workers ever look at once, each case is still told of once.
 */
export function startClock(url: string, { db }: Database): Loop {
  const look = async () => {
    const ctx = { db, actor: SYSTEM, now: new Date() };
    // What must be told within two seconds goes first.
    const telling = await tellTimers({ ctx });
    for (const { caseId, error } of telling.failed)
      log.error({ err: error, caseId }, 'the timers of a case could not be told of');
    const waking = await wakeHeld({ ctx });
    for (const { caseId, error } of waking.failed) log.error({ err: error, caseId }, 'a case on hold could not wake');
    if (waking.woken.length + telling.told.length > 0) resources().announce();
    return telling.more || waking.more;
  };
  return startLeading(url, { name: 'clock', lock: LEADER_LOCK, everyMs: EVERY_MS, work: look });
}
