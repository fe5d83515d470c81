import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import { cases, noticeRecipients, notices } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { Page } from '../../domain/views/common.ts';
import type { NoticeView } from '../../domain/views/notice.ts';
import { type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';
import { OWN_NOTICES, ownNotices } from './own.ts';

export const NoticeQuery = z.strictObject({
  ...paging,
  /** `true`: only what was not read yet. */
  unread: z.enum(['true', 'false']).optional(),
});

/** One's own notices, newest first. A program has none. */
export async function listNotices({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<NoticeView>> {
  const query = parse(NoticeQuery, input);
  const cursor = decodeCursor(query.cursor, ['uuid']);
  const mine = and(ownNotices(ctx.actor), query.unread === 'true' ? isNull(noticeRecipients.readAt) : undefined);
  const rows = await ctx.db
    .select({ id: noticeRecipients.id, readAt: noticeRecipients.readAt, notice: notices, number: cases.number })
    .from(noticeRecipients)
    .innerJoin(notices, eq(notices.id, noticeRecipients.noticeId))
    .leftJoin(cases, eq(cases.id, notices.caseId))
    .where(and(mine, cursor && lt(noticeRecipients.id, String(cursor[0]))))
    .orderBy(desc(noticeRecipients.id))
    .limit(query.limit + 1);
  const count = await countUpTo(ctx.db, OWN_NOTICES, mine);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.id],
    (shown) => shown.map(viewOf),
    count,
  );
}

interface Row {
  id: string;
  readAt: Date | null;
  notice: typeof notices.$inferSelect;
  number: number | null;
}

function viewOf({ id, readAt, notice, number }: Row): NoticeView {
  const { kind, title, body, severity, link, actor, createdAt } = notice;
  return {
    id,
    kind,
    title,
    body,
    severity,
    link,
    caseKey: number === null ? null : keyOf(number),
    actor,
    at: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
