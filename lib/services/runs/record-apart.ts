import type pg from 'pg';
import type { Db } from '../../db/client.ts';
import { recordTransitions } from './record-transitions.ts';
import type { Transition } from './transition.ts';

/** {@link recordTransitions} in a transaction of its own, for an engine that is elsewhere and has none with us. */
export async function recordApart(db: Db, transitions: readonly Transition[]): Promise<void> {
  const client = await (db as Db & { $client: pg.Pool }).$client.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await recordTransitions(client, transitions);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
