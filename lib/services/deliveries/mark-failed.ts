import { eq } from 'drizzle-orm';
import { caseEvents, deliveries } from '../../db/schema/index.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import { type Settled, settleIn } from './settle.ts';

/**
 * The workflow ended in an error. A delivery of which it had not made anything goes into quarantine: seen with the reason, delivered again
 * once the cause is mended, and no duplicate when the vendor sends it again. One that is on a case, or was filtered, stays as it is.
 */
export async function markFailed({ ctx, input }: { ctx: Ctx; input: Settled }): Promise<void> {
  if (ctx.actor.kind === 'user' || ctx.actor.kind === 'api_key') throw forbidden('Only a workflow settles a delivery.');
  await transact(ctx, 'deliveries.failed', async ({ tx }) => {
    const where = eq(deliveries.id, input.deliveryId);
    const [delivery] = await tx.select({ outcome: deliveries.outcome }).from(deliveries).where(where).for('update');
    if (delivery?.outcome !== 'accepted') return;
    const onCase = eq(caseEvents.deliveryId, input.deliveryId);
    const events = await tx.select({ id: caseEvents.id }).from(caseEvents).where(onCase).limit(1);
    if (events.length === 0) await settleIn(tx, 'quarantined', input);
  });
}
