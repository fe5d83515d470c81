import { z } from 'zod';
import journal from '../../drizzle/meta/_journal.json' with { type: 'json' };
import type { Database } from '../db/client.ts';
import { log } from '../log.ts';

/** A worker says that it lives every two seconds. */
const ALIVE_SECONDS = 10;
/** An event waits some milliseconds for the engine; one that waits so long waits for something that is broken. */
const STUCK_SECONDS = 60;
const ASK_MS = 3_000;

const check = z.object({ ok: z.boolean(), detail: z.string() });
export const Readiness = z.object({
  ready: z.boolean(),
  checks: z.object({ database: check, migrations: check, engine: check }),
});
type Readiness = z.infer<typeof Readiness>;

const UNKNOWN = { ok: false, detail: 'Not known while the database does not answer.' };

/** Whether everything behind the web process works: the database, its tables at this version's newest migration, a live worker. */
export async function readinessOf({ pool }: Pick<Database, 'pool'>): Promise<Readiness> {
  try {
    const found = await within(ASK_MS, () => ask(pool));
    const checks = {
      database: { ok: true, detail: 'The database answers.' },
      migrations: migrationsOf(found.migrated),
      engine: engineOf(found),
    };
    return { ready: Object.values(checks).every(({ ok }) => ok), checks };
  } catch (err) {
    log.debug({ err }, 'the database does not answer');
    const database = { ok: false, detail: 'The database does not answer.' };
    return { ready: false, checks: { database, migrations: UNKNOWN, engine: UNKNOWN } };
  }
}

interface Found {
  /** When the newest applied migration was made, in epoch milliseconds; null: none is applied. */
  migrated: number | null;
  /** Seconds since the youngest heartbeat; null: there is none. */
  heartbeatSeconds: number | null;
  /** Seconds since the oldest event was written that the engine does not have yet; null: it has them all. */
  unsentSeconds: number | null;
}

async function ask(pool: Database['pool']): Promise<Found> {
  const { rows } = await pool.query<Record<'migrations' | 'heartbeats' | 'outbox', string | null>>(
    `select to_regclass('drizzle.__drizzle_migrations') as migrations, to_regclass('worker_heartbeats') as heartbeats,
       to_regclass('outbox') as outbox`,
  );
  const number = async (exists: unknown, query: string) => {
    if (!exists) return null;
    const found = await pool.query<{ value: string | null }>(query);
    const value = found.rows[0]?.value;
    return value === null || value === undefined ? null : Number(value);
  };
  return {
    migrated: await number(rows[0]?.migrations, 'select max(created_at) as value from drizzle.__drizzle_migrations'),
    // By the database's clock, which is the same for whoever asks; the worker's own may be a little off.
    heartbeatSeconds: await number(
      rows[0]?.heartbeats,
      'select extract(epoch from now() - max(at)) as value from worker_heartbeats',
    ),
    unsentSeconds: await number(
      rows[0]?.outbox,
      `select extract(epoch from now() - created_at) as value from outbox
       where sent_at is null and failed is null order by seq limit 1`,
    ),
  };
}

function migrationsOf(migrated: number | null) {
  const newest = journal.entries.at(-1);
  const ok = newest === undefined || (migrated !== null && migrated >= newest.when);
  return { ok, detail: ok ? 'Every migration is applied.' : `The migration ${newest?.tag} is not applied.` };
}

function engineOf({ heartbeatSeconds, unsentSeconds }: Found) {
  if (heartbeatSeconds === null) return { ok: false, detail: 'No worker has said that it lives.' };
  if (heartbeatSeconds >= ALIVE_SECONDS)
    return { ok: false, detail: `The last sign of a worker is ${Math.round(heartbeatSeconds)} s old.` };
  if (unsentSeconds !== null && unsentSeconds > STUCK_SECONDS)
    return { ok: false, detail: `An event has waited for the engine for ${Math.round(unsentSeconds)} s.` };
  return { ok: true, detail: 'A worker lives, and the engine takes events.' };
}

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work(), late]).finally(() => clearTimeout(timer));
}
