import pg from 'pg';
import type { Database } from '#lib/db/client.ts';
import { log } from '#lib/log.ts';
import { claimBatch } from '#lib/services/outbox/claim-batch.ts';
import { markSent } from '#lib/services/outbox/mark-sent.ts';
import { parkEvent } from '#lib/services/outbox/park.ts';
import { handOver, type Send } from './hand-over.ts';
import type { Pace } from './pace.ts';

/** Any number that nothing else in this database locks. */
const LEADER_LOCK = 7_204_813;
const BATCH = 200;
/** How long an event that no notification told of waits at most: those that a crash left. */
const SWEEP_MS = 500;
const RECONNECT_MS = 500;

export interface Relay {
  stop(): Promise<void>;
}

/**
 * Hands the outbox to the engine, in the order in which it was written: at once after a commit (LISTEN outbox), and by a sweep for what
 * a crash left. One worker of all leads, by an advisory lock that Postgres frees when its connection dies. An event whose mark is lost
 * is sent again with the same id, which the engine knows. One that the engine does not take is laid aside.
 */
export function startRelay(url: string, { db }: Database, send: Send, pace?: Pick<Pace, 'saw'>): Relay {
  let stopped = false;
  let wake: () => void = () => {};
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Sends one batch; true when there may be more. */
  const drain = () =>
    db.transaction(async (tx) => {
      const rows = await claimBatch(tx, BATCH);
      if (rows.length === 0) return false;
      pace?.saw(rows.filter(({ name }) => name.endsWith('.received')).map(({ createdAt }) => createdAt));
      const { sent, refused, problem } = await handOver(
        rows.map(({ id, name, data, createdAt }) => ({ id, name, data, ts: createdAt.getTime() })),
        send,
      );
      const now = new Date();
      await markSent(tx, sent, now);
      for (const { id, error } of refused) {
        log.error({ err: error, eventId: id }, 'the engine does not take an event: it is laid aside');
        await parkEvent(tx, { event: rows.find((row) => row.id === id)!, error, now });
      }
      if (problem !== null) log.warn({ err: problem }, 'the engine takes no events now: they are kept and sent again');
      return problem === null && rows.length === BATCH;
    });

  const lead = async (client: pg.Client) => {
    let alive = true;
    client.on('error', () => {
      alive = false;
      wake();
    });
    client.on('notification', () => wake());
    await client.connect();
    await client.query('listen outbox');
    let leader = false;
    while (!stopped && alive) {
      leader ||= await takeLead(client);
      if (!leader || !(await drain())) await sleep(SWEEP_MS);
    }
  };

  const loop = (async () => {
    while (!stopped) {
      const client = new pg.Client({ connectionString: url, application_name: 'watchfloor relay', keepAlive: true });
      try {
        await lead(client);
      } catch (error) {
        log.warn({ err: error }, 'the relay lost its database and connects again');
        await sleep(RECONNECT_MS);
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
