import { and, isNull, sql } from 'drizzle-orm';
import { noticeRecipients } from '../../db/schema/index.ts';
import type { UnreadView } from '../../domain/views/notice.ts';
import type { Ctx } from '../kernel/index.ts';
import { OWN_NOTICES, ownNotices } from './own.ts';

/** A bell says “99+” and no more. */
const CAP = 99;

/** How many of one's own notices are not read yet. */
export async function countUnread({ ctx }: { ctx: Ctx }): Promise<UnreadView> {
  const unread = and(ownNotices(ctx.actor), isNull(noticeRecipients.readAt));
  const { rows } = await ctx.db.execute<{ count: string }>(
    sql`select count(*) from (select 1 from ${OWN_NOTICES} where ${unread} limit ${CAP + 1}) as unread`,
  );
  const found = Number(rows[0]!.count);
  return { value: Math.min(found, CAP), capped: found > CAP };
}
