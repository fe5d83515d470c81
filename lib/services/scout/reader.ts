import type { Db, Tx } from '../../db/client.ts';
import type { Actor } from '../../domain/actor.ts';

/** What Scout's tools read with: the pool, or the transaction that holds the case. */
export interface Reader {
  db: Db | Tx;
  actor: Actor;
  now: Date;
}
