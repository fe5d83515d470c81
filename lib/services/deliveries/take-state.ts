import { and, asc, eq, ne } from 'drizzle-orm';
import { deliveries } from '../../db/schema/index.ts';
import { forbidden } from '../errors.ts';
import type { Ctx } from '../kernel/index.ts';
import { bodyHash } from './canonical.ts';
import { classify } from './classify.ts';
import { onPool, store } from './store.ts';

/**
 * The delivery that brought this state of a vendor's object: the one that is here, whatever became of it, else one that is stored now and goes to
 * its workflow as any other. However many readers come with the same state at once, one delivery has it.
 * @param input.value an object as the vendor's API gives it
 */
export async function takeState({
  ctx,
  input: { connectorId, value },
}: {
  ctx: Ctx;
  input: { connectorId: string; value: unknown };
}): Promise<{ deliveryId: string }> {
  if (ctx.actor.kind !== 'vendor') throw forbidden('Only a vendor delivers.');
  const known = await bringerOf(ctx, connectorId, value);
  if (known) return known;
  const text = JSON.stringify(value);
  const stored = await store(onPool(ctx.db), ctx, {
    ...{ connectorId, vendor: connectorId, text, value, bytes: Buffer.byteLength(text) },
    ...{ receivedAt: ctx.now, firstReceivedAt: ctx.now, redeliveryOf: null, makeSource: false },
  });
  // A duplicate: another reader stored it while we looked.
  const first = stored.outcome === 'duplicate' ? await bringerOf(ctx, connectorId, value) : null;
  return first ?? { deliveryId: stored.deliveryId };
}

async function bringerOf({ db }: Ctx, connectorId: string, value: unknown): Promise<{ deliveryId: string } | null> {
  const reading = classify(connectorId, value, bodyHash(value));
  if (!reading.ok) return null;
  const [first] = await db
    .select({ deliveryId: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.connectorId, connectorId),
        eq(deliveries.objectKey, reading.objectKey),
        eq(deliveries.bodySha256, reading.sameness),
        ne(deliveries.outcome, 'duplicate'),
      ),
    )
    .orderBy(asc(deliveries.seq))
    .limit(1);
  return first ?? null;
}
