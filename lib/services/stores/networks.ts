import { and, arrayOverlaps, ne } from 'drizzle-orm';
import { stores } from '../../db/schema/index.ts';
import { conflict } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';

/** A range of addresses says where something is, so that it is one store's. Ranges within one another are fine. */
export async function refuseSharedNetworks(ctx: TxCtx, networks: readonly string[], of: string | null): Promise<void> {
  if (networks.length === 0) return;
  const [other] = await ctx.tx
    .select({ name: stores.name, networks: stores.networks })
    .from(stores)
    .where(and(arrayOverlaps(stores.networks, [...networks]), of === null ? undefined : ne(stores.key, of)))
    .limit(1);
  if (!other) return;
  const shared = networks.filter((network) => other.networks.includes(network)).join(', ');
  throw conflict(`${shared} belongs to the store ${other.name}. Take it off there first.`);
}
