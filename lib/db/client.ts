import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema/index.ts';

export type Db = NodePgDatabase<typeof schema>;
/** What a query runs on: the pool, or a transaction. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface Database {
  pool: pg.Pool;
  db: Db;
}

/** A burst out of idle must not wait for new connections: each costs Postgres a process and both sides the proof of a password. */
const IDLE_MS = 5 * 60_000;

/** Opens a pool of at most `max` connections to `url`. The caller ends `pool`. */
export function connect(url: string, max = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    // What is asked together is sent together, also within a transaction.
    pipeline: true,
    application_name: 'watchfloor',
  });
  // A connection that dies while idle (Postgres restarts) is replaced by the next use; without a listener it would end the process.
  pool.on('error', () => {});
  // The same for one that dies between two queries of a transaction: its next query fails and says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  return { pool, db: drizzle(pool, { schema }) };
}
