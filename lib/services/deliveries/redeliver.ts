import type { Delivery } from '../../db/schema/index.ts';
import { parseExact } from '../../domain/exact-json.ts';
import type { DeliveryListItem } from '../../domain/views/intake.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { fetchDelivery, itemOf, ledTo } from './fetch.ts';
import { onTx, type Stored, store } from './store.ts';

/**
 * Delivers a stored body once more, as a new delivery that is classified anew and is never a duplicate. SLA clocks still start at the
 * first receipt. Errors: `not_found`, `conflict` for what was refused.
 */
export async function redeliverDelivery({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<DeliveryListItem> {
  authorize(ctx.actor, 'delivery.redeliver');
  const again = await transact(ctx, 'deliveries.redeliver', async (tx) => {
    const original = await fetchDelivery(tx.tx, input.id);
    if (original.outcome === 'refused') throw conflict('A refused delivery cannot be delivered again.');
    return storeAgain(tx, original);
  });
  const row = await fetchDelivery(ctx.db, again.deliveryId);
  return itemOf(row, (await ledTo(ctx, [row.id])).get(row.id)!);
}

/** Writes the new delivery and its audit row in the caller's transaction. */
export async function storeAgain(ctx: TxCtx, original: Delivery): Promise<Stored> {
  const first = original.redeliveryOf ? await fetchDelivery(ctx.tx, original.redeliveryOf) : original;
  const stored = await store(onTx(ctx.tx), ctx, {
    connectorId: first.connectorId,
    vendor: first.vendor,
    text: first.body,
    value: parseExact(first.body),
    bytes: first.bytes,
    receivedAt: ctx.now,
    firstReceivedAt: first.receivedAt,
    redeliveryOf: first.id,
    makeSource: false,
  });
  const diff = {
    delivery: { from: first.id, to: stored.deliveryId },
    outcome: { from: original.outcome, to: stored.outcome },
  };
  await writeAudit(ctx, { action: 'delivery.redeliver', entity: 'delivery', entityId: first.id, diff });
  return stored;
}
