import { asc, eq } from 'drizzle-orm';
import { deliveries } from '../../db/schema/index.ts';
import type { DeliveryListItem, DeliveryView } from '../../domain/views/intake.ts';
import { authorize, type Ctx, may } from '../kernel/index.ts';
import { fetchDelivery, itemOf, ledTo, listed } from './fetch.ts';

/** A delivery, with its raw body for who may read bodies and may see every case that it is part of. Errors: `not_found`. */
export async function getDelivery({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<DeliveryView> {
  authorize(ctx.actor, 'delivery.read');
  const row = await fetchDelivery(ctx.db, input.id);
  const led = (await ledTo(ctx, [row.id])).get(row.id)!;
  const item = { ...itemOf(row, led), batch: row.batchId ? await batchOf(ctx, row.batchId) : [] };
  return may(ctx.actor, 'delivery.read_body') && !led.hidden ? { ...item, body: row.body } : item;
}

/** Of a request with so many events the first are shown. */
const MOST = 200;

async function batchOf(ctx: Ctx, batchId: string): Promise<DeliveryListItem[]> {
  const rows = await ctx.db
    .select(listed)
    .from(deliveries)
    .where(eq(deliveries.batchId, batchId))
    .orderBy(asc(deliveries.seq))
    .limit(MOST);
  const led = await ledTo(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => itemOf(row, led.get(row.id)!));
}
