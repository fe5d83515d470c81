import { and, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type DeliveryOutcome, deliveries, vendorObjects } from '../../db/schema/index.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, transact } from '../kernel/index.ts';

export interface Settled {
  deliveryId: string;
  reason: string;
}

type Outcome = Extract<DeliveryOutcome, 'accepted' | 'filtered' | 'quarantined'>;

/** Writes what the workflow made of an accepted delivery. Another run of it (a replay) may come to another end; a duplicate stays one. */
export async function settle(
  ctx: Ctx,
  outcome: Outcome,
  settled: { deliveryId: string; reason: string | null },
): Promise<void> {
  if (ctx.actor.kind === 'user' || ctx.actor.kind === 'api_key') throw forbidden('Only a workflow settles a delivery.');
  await transact(ctx, `deliveries.${outcome}`, ({ tx }) => settleIn(tx, outcome, settled));
}

/** The same within the caller's transaction. */
export async function settleIn(
  tx: Tx,
  outcome: Outcome,
  { deliveryId, reason }: { deliveryId: string; reason: string | null },
): Promise<void> {
  const [changed] = await tx
    .update(deliveries)
    .set({ outcome, reason })
    .where(
      and(
        eq(deliveries.id, deliveryId),
        inArray(deliveries.outcome, ['accepted', 'filtered', 'quarantined']),
        or(ne(deliveries.outcome, outcome), sql`${deliveries.reason} is distinct from ${reason}`),
      ),
    )
    .returning({
      id: deliveries.id,
      connectorId: deliveries.connectorId,
      objectKey: deliveries.objectKey,
      bodySha256: deliveries.bodySha256,
      receivedAt: deliveries.receivedAt,
    });
  if (!changed || changed.objectKey === null) return;
  const event = { ...changed, objectKey: changed.objectKey };
  if (outcome === 'accepted') await remember(tx, event);
  else await forget(tx, event);
}

interface ObjectEvent {
  id: string;
  connectorId: string;
  objectKey: string;
  bodySha256: string;
  receivedAt: Date;
}

const rowOf = ({ id, connectorId, objectKey, bodySha256, receivedAt }: ObjectEvent) => ({
  connectorId,
  objectKey,
  bodySha256,
  deliveryId: id,
  updatedAt: receivedAt,
});

/** An event that a later run made a case of is what the next one is compared with, unless a newer one is. */
async function remember(tx: Tx, event: ObjectEvent): Promise<void> {
  const { bodySha256, deliveryId, updatedAt } = rowOf(event);
  await tx
    .insert(vendorObjects)
    .values(rowOf(event))
    .onConflictDoUpdate({
      target: [vendorObjects.connectorId, vendorObjects.objectKey],
      set: { bodySha256, deliveryId, updatedAt },
      setWhere: sql`${vendorObjects.updatedAt} < excluded.updated_at`,
    });
}

/** A filtered or quarantined event is no accepted one: the one accepted before it is again what a duplicate is equal to. */
async function forget(tx: Tx, event: ObjectEvent): Promise<void> {
  const { connectorId, objectKey, id } = event;
  const current = and(
    eq(vendorObjects.connectorId, connectorId),
    eq(vendorObjects.objectKey, objectKey),
    eq(vendorObjects.deliveryId, id),
  );
  // The row is the lock that deliveries of this object take: whoever has it has told by now what became of the object.
  const held = await tx.select({ id: vendorObjects.deliveryId }).from(vendorObjects).where(current).for('update');
  if (held.length === 0) return;
  const [before] = await tx
    .select({ id: deliveries.id, bodySha256: deliveries.bodySha256, receivedAt: deliveries.receivedAt })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.connectorId, connectorId),
        eq(deliveries.objectKey, objectKey),
        eq(deliveries.outcome, 'accepted'),
      ),
    )
    .orderBy(desc(deliveries.seq))
    .limit(1);
  if (!before) await tx.delete(vendorObjects).where(current);
  else
    await tx
      .update(vendorObjects)
      .set({ bodySha256: before.bodySha256, deliveryId: before.id, updatedAt: before.receivedAt })
      .where(current);
}
