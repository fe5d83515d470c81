import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { noticePreferences } from '../../db/schema/index.ts';
import { NO_PREFERENCES, NoticePreferences } from '../../domain/notifications/index.ts';
import { type Ctx, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { memberId } from './own.ts';

/** What one wants to hear of on which channels, and when not. */
export async function getPreferences({ ctx }: { ctx: Ctx }): Promise<NoticePreferences> {
  return read(ctx.db, memberId(ctx.actor));
}

/** Sets all of that. */
export async function putPreferences({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<NoticePreferences> {
  const mine = memberId(ctx.actor);
  const wanted = parse(NoticePreferences, input);
  return transact(ctx, 'notices.preferences', async (tx) => {
    const before = await read(tx.tx, mine);
    const diff = diffOf({ ...before }, { ...wanted });
    if (Object.keys(diff).length === 0) return before;
    const row = { ...wanted, updatedAt: tx.now };
    await tx.tx
      .insert(noticePreferences)
      .values({ memberId: mine, ...row })
      .onConflictDoUpdate({ target: noticePreferences.memberId, set: row });
    await writeAudit(tx, { action: 'notice.preferences', entity: 'notice_preferences', entityId: mine, diff });
    return wanted;
  });
}

async function read(db: Db | Tx, id: string): Promise<NoticePreferences> {
  const [found] = await db
    .select({ channels: noticePreferences.channels, quietHours: noticePreferences.quietHours })
    .from(noticePreferences)
    .where(eq(noticePreferences.memberId, id));
  return found ?? NO_PREFERENCES;
}
