import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { type NoticeSend, noticeSends } from '../../db/schema/index.ts';

/** Names one sending: of this notice, on this channel, to this member (by id), channel of Slack, or `shared` place. */
export type SendKey = Pick<NoticeSend, 'noticeId' | 'channel' | 'target'>;

export interface Begun {
  /** `unknown`: an earlier try was cut off, and may have arrived. */
  was: 'new' | 'failed' | 'unknown' | 'sent';
  /** Of the first try. */
  startedAt: Date;
  /** Of the try before; empty for the first. */
  result: string;
}

/**
 * Notes that a try begins, before anything leaves the house; answers what is known of earlier ones. Not kept as a step's effect: a step that
 * is repeated after a crash has to see that there was a try.
 */
export async function beginSend(db: Db, key: SendKey, now: Date): Promise<Begun> {
  const [made] = await db
    .insert(noticeSends)
    .values({ ...key, state: 'sending', startedAt: now })
    .onConflictDoNothing()
    .returning();
  if (made) return { was: 'new', startedAt: made.startedAt, result: '' };
  return db.transaction(async (tx) => {
    const [before] = await tx.select().from(noticeSends).where(isSend(key)).for('update');
    const { state, startedAt, result } = before!;
    if (state === 'sent') return { was: 'sent', startedAt, result };
    await tx
      .update(noticeSends)
      .set({ state: 'sending', attempts: sql`${noticeSends.attempts} + 1` })
      .where(isSend(key));
    return { was: state === 'failed' ? 'failed' : 'unknown', startedAt, result };
  });
}

/** Notes what became of a try. `unknown` stays `sending`: it may have arrived, and the next try looks. */
export async function endSend(
  db: Db,
  key: SendKey,
  { state, result, now }: { state: 'sent' | 'failed' | 'unknown'; result: string; now: Date },
): Promise<void> {
  await db
    .update(noticeSends)
    .set({ state: state === 'unknown' ? 'sending' : state, result: result.slice(0, 1_000), endedAt: now })
    .where(isSend(key));
}

const isSend = ({ noticeId, channel, target }: SendKey) =>
  and(eq(noticeSends.noticeId, noticeId), eq(noticeSends.channel, channel), eq(noticeSends.target, target));
