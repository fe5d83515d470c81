import { and, eq } from 'drizzle-orm';
import {
  type Case,
  type HandOver,
  type HandOverItem,
  handOverItems,
  handOvers,
  members,
} from '../../db/schema/index.ts';
import { once, type TxCtx } from '../kernel/index.ts';
import { endIfDecided, settleItem, withoutWatch } from './pending.ts';
import { tellCase } from './tell.ts';

/**
 * Ends what waits of an offer of a case that its owner has just lost: an offer is the owner's own, and the next one makes his. `of` is the case
 * as it is now, which the caller holds. Answers it as it is then.
 */
export async function lapseOffers(ctx: TxCtx, of: Case, from: string | null): Promise<Case> {
  if (from === null || from === of.assigneeId) return of;
  let current = of;
  for (const { item, handOver, sender } of (await offersOf(ctx, from, of.id)).filter(
    (one) => one.item.caseId === of.id,
  )) {
    const pending = { item, of: current };
    const reason = `${sender} no longer owns it`;
    await settleItem(ctx, pending, 'lapsed', reason);
    current = await tellCase(ctx, current, {
      summary: `The hand-over lapsed: ${reason}`,
      detail: { handOverId: handOver.id },
      change: withoutWatch(pending, handOver.toId),
    });
    await endHandOver(ctx, handOver);
  }
  return current;
}

interface Offer {
  item: HandOverItem;
  handOver: HandOver;
  sender: string;
}

/** What waits of a member's offers: of one case, or within a batch of all of them, asked once. */
function offersOf(ctx: TxCtx, from: string, caseId: string): Promise<Offer[]> {
  return once(ctx, `offers ${from}`, () =>
    ctx.tx
      .select({ item: handOverItems, handOver: handOvers, sender: members.name })
      .from(handOverItems)
      .innerJoin(handOvers, eq(handOvers.id, handOverItems.handOverId))
      .innerJoin(members, eq(members.id, handOvers.fromId))
      .where(
        and(
          eq(handOvers.fromId, from),
          eq(handOverItems.status, 'pending'),
          ctx.batch ? undefined : eq(handOverItems.caseId, caseId),
        ),
      ),
  );
}

/** Who answers the hand-over at this moment holds it, waits for the case, and ends it himself. */
async function endHandOver(ctx: TxCtx, { id }: HandOver): Promise<void> {
  const [free] = await ctx.tx.select().from(handOvers).where(eq(handOvers.id, id)).for('update', { skipLocked: true });
  if (free?.status === 'open') await endIfDecided(ctx, free);
}
