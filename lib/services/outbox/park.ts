import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type OutboxRow, outbox, runs } from '../../db/schema/index.ts';
import { settleIn } from '../deliveries/settle.ts';

/**
 * Lays aside an event that the engine does not take, so that it holds up no other: its runs fail with the reason, and the delivery that it
 * told of goes into quarantine, from where it can be delivered again.
 */
export async function parkEvent(
  tx: Tx,
  { event, error, now }: { event: Pick<OutboxRow, 'id' | 'name' | 'data'>; error: Error; now: Date },
): Promise<void> {
  const message = error.message.replaceAll('\0', '').toWellFormed().slice(0, 1_000);
  const reason = `The engine does not take the event ${event.name}: ${message}`;
  await tx.update(outbox).set({ failed: reason }).where(eq(outbox.id, event.id));
  await tx
    .update(runs)
    .set({ status: 'failed', reason, error: { name: error.name, message }, endedAt: now })
    .where(and(eq(runs.eventId, event.id), isNull(runs.endedAt)));
  const { deliveryId } = event.data;
  if (event.name.endsWith('.received') && typeof deliveryId === 'string')
    await settleIn(tx, 'quarantined', { deliveryId, reason });
}
