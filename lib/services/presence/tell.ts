import { newId } from '../../db/id.ts';
import { type Case, outbox } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { TxCtx } from '../kernel/index.ts';

/** The name under which browsers hear that somebody came or went. */
export const PRESENCE_CHANGED = 'case/presence.changed';

/** Tells the open pages alone: no automation hears of it, so the row is one that was sent. */
export async function tellPages(ctx: TxCtx, of: Pick<Case, 'id' | 'number'>): Promise<void> {
  await ctx.tx.insert(outbox).values({
    id: newId(),
    name: PRESENCE_CHANGED,
    data: { key: keyOf(of.number), cause: [] },
    caseId: of.id,
    createdAt: ctx.now,
    sentAt: ctx.now,
  });
}
