import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type DeliveryOutcome, deliveries, vendorObjects } from '../../db/schema/index.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, transact } from '../kernel/index.ts';

export interface Settled {
  deliveryId: string;
  reason: string;
}

/** Writes what the workflow made of an accepted delivery. Another run of it (a replay) may come to another end; a duplicate stays one. */
export async function settle(
  ctx: Ctx,
  outcome: Extract<DeliveryOutcome, 'accepted' | 'filtered' | 'quarantined'>,
  { deliveryId, reason }: { deliveryId: string; reason: string | null },
): Promise<void> {
  if (ctx.actor.kind === 'user' || ctx.actor.kind === 'api_key') throw forbidden('Only a workflow settles a delivery.');
  await transact(ctx, `deliveries.${outcome}`, async ({ tx }) => {
    await tx
      .update(deliveries)
      .set({ outcome, reason })
      .where(
        and(
          eq(deliveries.id, deliveryId),
          inArray(deliveries.outcome, ['accepted', 'filtered', 'quarantined']),
          or(ne(deliveries.outcome, outcome), sql`${deliveries.reason} is distinct from ${reason}`),
        ),
      );
    if (outcome === 'quarantined') await forget(tx, deliveryId);
  });
}

/** A quarantined event is no accepted one: when the vendor sends it again, that is not a duplicate. */
async function forget(tx: Db | Tx, deliveryId: string): Promise<void> {
  const object = sql`select connector_id, object_key from deliveries where id = ${deliveryId}`;
  await tx
    .delete(vendorObjects)
    .where(
      and(
        sql`(${vendorObjects.connectorId}, ${vendorObjects.objectKey}) in (${object})`,
        eq(vendorObjects.deliveryId, deliveryId),
      ),
    );
}
