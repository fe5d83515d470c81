import { and, asc, eq } from 'drizzle-orm';
import { type Case, cases, type HandOver, type HandOverItem, handOverItems, handOvers } from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';
import { type ItemStatus, isDecided } from '../../domain/hand-over.ts';
import { conflict, invalid } from '../errors.ts';
import { type TxCtx, visibleCases } from '../kernel/index.ts';

/** A case that waits for an answer, locked, with its part of the hand-over. */
export interface Pending {
  item: HandOverItem;
  of: Case;
}

/**
 * The cases of a locked hand-over that wait and that the actor may see, or those among them that were named. Throws where one is named that
 * does not wait.
 */
export async function lockPending(ctx: TxCtx, of: HandOver, named?: readonly string[]): Promise<Pending[]> {
  if (of.status !== 'open') throw conflict('This hand-over has ended: nothing of it waits for an answer.');
  const waiting = await ctx.tx
    .select({ item: handOverItems, of: cases })
    .from(handOverItems)
    .innerJoin(cases, eq(cases.id, handOverItems.caseId))
    .where(and(eq(handOverItems.handOverId, of.id), eq(handOverItems.status, 'pending'), visibleCases(ctx.actor)))
    .orderBy(asc(cases.number))
    .for('no key update', { of: cases });
  if (!named) return waiting;
  const wanted = new Set(named.map(numberOf));
  const strangers = named.filter((key) => !waiting.some((one) => one.of.number === numberOf(key)));
  if (strangers.length > 0)
    throw invalid([{ pointer: '/cases', message: `Not waiting in this hand-over: ${strangers.join(', ')}.` }]);
  return waiting.filter((one) => wanted.has(one.of.number));
}

/** Writes what became of one case of it. */
export async function settleItem(
  ctx: TxCtx,
  { item }: Pending,
  status: Exclude<ItemStatus, 'pending'>,
  reason: string | null = null,
): Promise<void> {
  await ctx.tx
    .update(handOverItems)
    .set({ status, reason, decidedAt: ctx.now })
    .where(and(eq(handOverItems.handOverId, item.handOverId), eq(handOverItems.caseId, item.caseId)));
}

/** Ends the hand-over where nothing of it waits any more; answers it as it is then. */
export async function endIfDecided(ctx: TxCtx, of: HandOver, status: HandOver['status'] = 'done'): Promise<HandOver> {
  const items = await ctx.tx
    .select({ status: handOverItems.status })
    .from(handOverItems)
    .where(eq(handOverItems.handOverId, of.id));
  if (!isDecided(items)) return of;
  const [ended] = await ctx.tx
    .update(handOvers)
    .set({ status, endedAt: ctx.now })
    .where(eq(handOvers.id, of.id))
    .returning();
  return ended!;
}

/** The watchers of a case without the watch that its offer brought. */
export function withoutWatch({ item, of }: Pending, toId: string): Partial<Case> {
  return item.watchAdded ? { watchers: of.watchers.filter((id) => id !== toId) } : {};
}
