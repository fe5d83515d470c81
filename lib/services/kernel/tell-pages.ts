import { newId } from '../../db/id.ts';
import { outbox } from '../../db/schema/index.ts';
import type { TxCtx } from './context.ts';

/** Tells the open pages alone, once the transaction is committed: no automation hears of it, so the row is one that was sent. */
export async function tellPages(
  ctx: TxCtx,
  name: string,
  data: Record<string, string>,
  { caseId = null }: { caseId?: string | null } = {},
): Promise<void> {
  await ctx.tx
    .insert(outbox)
    .values({ id: newId(), name, data: { ...data, cause: [] }, caseId, createdAt: ctx.now, sentAt: ctx.now });
}
