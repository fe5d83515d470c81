import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { type AccessMessage, accessMessages } from '../../db/schema/index.ts';

/**
 * Notes that a message is about to be sent. `tried` says since when earlier tries were made, for looking whether one of them arrived; null: this
 * is the first.
 */
export async function claimMessage(
  db: Db,
  { requestId, kind, now }: { requestId: string; kind: string; now: Date },
): Promise<{ sent: AccessMessage | null; tried: Date | null }> {
  const made = await db
    .insert(accessMessages)
    .values({ requestId, kind, triedAt: now })
    .onConflictDoNothing()
    .returning({ kind: accessMessages.kind });
  if (made.length > 0) return { sent: null, tried: null };
  const [row] = await db.select().from(accessMessages).where(messageIs(requestId, kind));
  return row!.sentAt === null ? { sent: null, tried: row!.triedAt } : { sent: row!, tried: row!.triedAt };
}

/** Keeps where a message stands. The first one counts. */
export async function keepMessage(
  db: Db,
  { requestId, kind, channel, ts, now }: { requestId: string; kind: string; channel: string; ts: string; now: Date },
): Promise<void> {
  await db
    .update(accessMessages)
    .set({ channel, ts, sentAt: now })
    .where(and(messageIs(requestId, kind), sql`${accessMessages.sentAt} is null`));
}

/** Where a request's messages stand, those that were sent. */
export async function sentMessages(db: Db, requestId: string): Promise<AccessMessage[]> {
  return db
    .select()
    .from(accessMessages)
    .where(and(eq(accessMessages.requestId, requestId), sql`${accessMessages.sentAt} is not null`));
}

const messageIs = (requestId: string, kind: string) =>
  and(eq(accessMessages.requestId, requestId), eq(accessMessages.kind, kind));
