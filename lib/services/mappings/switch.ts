import { and, eq, sql } from 'drizzle-orm';
import { mappings } from '../../db/schema/index.ts';
import type { TxCtx } from '../kernel/index.ts';

/** Lets one after the other change which version of a connector is active; answers the id of the one that was, which is now off. */
export async function switchOff({ tx }: TxCtx, connectorId: string): Promise<string | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mapping/${connectorId}`}, 0))`);
  const [was] = await tx
    .update(mappings)
    .set({ active: false })
    .where(and(eq(mappings.connectorId, connectorId), eq(mappings.active, true)))
    .returning({ id: mappings.id });
  return was?.id ?? null;
}
