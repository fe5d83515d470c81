import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { allowList, stores } from '../../db/schema/index.ts';
import type { KnownNetwork } from '../../domain/verdict/known-network.ts';

/**
 * The networks of ours: those of the stores that are not retired, and the ranges on the list of own assets. A single own address is no
 * network: that a server is ours says nothing of who signs in from it.
 */
export async function knownNetworks(db: Db | Tx): Promise<KnownNetwork[]> {
  const shops = await db
    .select({ name: stores.name, networks: stores.networks })
    .from(stores)
    .where(and(isNull(stores.retiredAt), sql`cardinality(${stores.networks}) > 0`));
  const ranges = await db
    .select({ value: allowList.value, note: allowList.note })
    .from(allowList)
    .where(eq(allowList.kind, 'cidr'));
  return [
    ...shops.flatMap(({ name, networks }) => networks.map((cidr) => ({ kind: 'store' as const, name, cidr }))),
    ...ranges.map(({ value, note }) => ({ kind: 'own' as const, name: note || value, cidr: value })),
  ];
}
