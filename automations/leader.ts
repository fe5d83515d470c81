import pg from 'pg';
import { log } from '#lib/log.ts';
import { type Loop, startLoop } from './loop.ts';

export interface Duty {
  /** What the log and Postgres' list of connections call it, such as `clock`. */
  name: string;
  /** Any number that nothing else in this database locks. */
  lock: number;
  /** A NOTIFY on this channel wakes it. */
  channel?: string;
  /** How long it rests where nothing wakes it, and before it tries again what failed. */
  everyMs: number;
  /** Does what there is; true when there may be more at once. */
  work(): Promise<boolean>;
}

/**
 * What one worker of all does: who has the advisory lock. Postgres frees it when its connection dies, and another worker takes over within
 * `everyMs`. Two may work at once for a moment (a leader whose connection is cut ends what it has in hand): the work has to bear that.
 */
export function startLeading(url: string, { name, lock, channel, everyMs, work }: Duty): Loop {
  let client: pg.Client | undefined;
  let leads = false;

  const leave = async () => {
    const left = client;
    client = undefined;
    leads = false;
    await left?.end().catch(() => {});
  };
  const connect = async () => {
    const made = new pg.Client({ connectionString: url, application_name: `watchfloor ${name}`, keepAlive: true });
    client = made;
    made.on('error', () => {
      if (client !== made) return;
      void leave();
      loop.wake();
    });
    if (channel) made.on('notification', () => loop.wake());
    await made.connect();
    if (channel) await made.query(`listen ${pg.escapeIdentifier(channel)}`);
    return made;
  };

  const loop = startLoop({
    everyMs,
    async work() {
      const connection = client ?? (await connect());
      leads ||= await takeLead(connection, lock);
      return leads && work();
    },
    failed(error) {
      log.warn({ err: error }, `the ${name} failed and tries again`);
      void leave();
    },
  });

  return {
    wake: loop.wake,
    async stop() {
      await loop.stop();
      await leave();
    },
  };
}

async function takeLead(client: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [lock]);
  return rows[0]!.leads;
}
