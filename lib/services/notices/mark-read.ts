import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { noticeRecipients, outbox } from '../../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { type Ctx, isUuid, parse, type TxCtx, transact } from '../kernel/index.ts';
import { memberId } from './own.ts';

export const MarkRead = z.strictObject({ read: z.boolean().default(true) });
export const MarkAllRead = z.strictObject({
  /** The newest notice that the reader has seen: one that came since stays unread. All where nothing is said. */
  upTo: z.uuid().optional(),
});

/** Marks one's own notice as read, or as unread again. Throws `not_found` for another's. */
export async function markRead({ ctx, input }: { ctx: Ctx; input: { id: string; body: unknown } }): Promise<void> {
  const { read } = parse(MarkRead, input.body ?? {});
  const mine = memberId(ctx.actor);
  if (!isUuid(input.id)) throw notFound('The notice');
  const one = and(eq(noticeRecipients.id, input.id), eq(noticeRecipients.memberId, mine));
  await transact(ctx, 'notices.read', async (tx) => {
    const changed = await tx.tx
      .update(noticeRecipients)
      .set({ readAt: read ? tx.now : null })
      .where(and(one, read ? isNull(noticeRecipients.readAt) : isNotNull(noticeRecipients.readAt)))
      .returning({ id: noticeRecipients.id });
    if (changed.length > 0) return tellOwnPages(tx, mine);
    const known = await tx.tx.select({ id: noticeRecipients.id }).from(noticeRecipients).where(one);
    if (known.length === 0) throw notFound('The notice');
  });
}

/** Marks all of one's own notices as read. Answers how many were not. */
export async function markAllRead({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<{ read: number }> {
  const { upTo } = parse(MarkAllRead, input ?? {});
  const mine = memberId(ctx.actor);
  return transact(ctx, 'notices.read-all', async (tx) => {
    const changed = await tx.tx
      .update(noticeRecipients)
      .set({ readAt: tx.now })
      .where(
        and(
          eq(noticeRecipients.memberId, mine),
          isNull(noticeRecipients.readAt),
          upTo === undefined ? undefined : lte(noticeRecipients.id, upTo),
        ),
      )
      .returning({ id: noticeRecipients.id });
    if (changed.length > 0) await tellOwnPages(tx, mine);
    return { read: changed.length };
  });
}

/** The member's other open pages count anew. No automation hears of it, so the row is one that was sent. */
async function tellOwnPages({ tx, now }: TxCtx, member: string): Promise<void> {
  await tx.insert(outbox).values({
    id: newId(),
    name: 'notice/read',
    data: { members: [member], cause: [] },
    createdAt: now,
    sentAt: now,
  });
}
