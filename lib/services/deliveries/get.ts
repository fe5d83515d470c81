import type { DeliveryView } from '../../domain/views/intake.ts';
import { authorize, type Ctx, may } from '../kernel/index.ts';
import { fetchDelivery, itemOf, ledTo } from './fetch.ts';

/** A delivery, with its raw body for who may read bodies and may see every case that it is part of. Errors: `not_found`. */
export async function getDelivery({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<DeliveryView> {
  authorize(ctx.actor, 'delivery.read');
  const row = await fetchDelivery(ctx.db, input.id);
  const led = (await ledTo(ctx, [row.id])).get(row.id)!;
  const item = itemOf(row, led);
  return may(ctx.actor, 'delivery.read_body') && !led.hidden ? { ...item, body: row.body } : item;
}
