import pg from 'pg';
import type { Database } from '#lib/db/client.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { log } from '#lib/log.ts';
import { wakeHeld } from '#lib/services/cases/wake-held.ts';
import { tellTimers } from '#lib/services/sla/tell.ts';
import { resources } from './resources.ts';

/** Any number that nothing else in this database locks. */
const LEADER_LOCK = 7_204_822;
/** Twice within the second, so that what falls due is told of well within two, a change of leader included. */
const EVERY_MS = 500;

export interface Clock {
  stop(): Promise<void>;
}

/**
 * What time alone brings about: cases on hold wake, timers come at risk or run out. Each look is one question to an index for each of the
 * two, and what fell due while no worker ran comes at the first look. One worker of all looks, by an advisory lock that Postgres frees
 * when its connection dies; would two ever look at once, each case is still told of once.
 */
export function startClock(url: string, { db }: Database): Clock {
  let stopped = false;
  let wake: () => void = () => {};
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, EVERY_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Does what is due; true when there may be more. */
  const look = async () => {
    const ctx = { db, actor: SYSTEM, now: new Date() };
    const woken = await wakeHeld({ ctx });
    const { told, failed, more } = await tellTimers({ ctx });
    for (const { caseId, error } of failed)
      log.error({ err: error, caseId }, 'the timers of a case could not be told of');
    if (woken.length + told.length > 0) resources().announce();
    return more;
  };

  const lead = async (client: pg.Client) => {
    let alive = true;
    client.on('error', () => {
      alive = false;
      wake();
    });
    await client.connect();
    let leader = false;
    while (!stopped && alive) {
      leader ||= await takeLead(client);
      if (!leader || !(await look())) await sleep();
    }
  };

  const loop = (async () => {
    while (!stopped) {
      const client = new pg.Client({ connectionString: url, application_name: 'watchfloor clock', keepAlive: true });
      try {
        await lead(client);
      } catch (error) {
        log.warn({ err: error }, 'the clock could not look and tries again');
        if (!stopped) await sleep();
      } finally {
        await client.end().catch(() => {});
      }
    }
  })();

  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}

async function takeLead(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [LEADER_LOCK]);
  return rows[0]!.leads;
}
