import { asc, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { stores } from '../../db/schema/index.ts';
import type { KnownStore } from '../../domain/access/choices.ts';

/** The stores that are not retired, by name, with their ranges of addresses. */
export function knownStores(db: Db | Tx): Promise<KnownStore[]> {
  return db
    .select({ key: stores.key, name: stores.name, networks: stores.networks })
    .from(stores)
    .where(isNull(stores.retiredAt))
    .orderBy(asc(stores.name));
}
