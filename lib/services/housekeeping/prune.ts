import { lt } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { bulkChanges, idempotencyKeys, notices, presence, sessions, signInAttempts } from '../../db/schema/index.ts';
import { pruneOutbox } from '../outbox/prune.ts';
import { pruneEffects } from './prune-effects.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A client that repeats a request does so within the day. */
const IDEMPOTENCY_DAYS = 1;
/** As long as the engine keeps a run, which could be replayed. */
const EFFECT_DAYS = 30;
const SESSION_DAYS = 7;
/** The longest wait is a quarter of an hour: nobody gains tries by being forgotten after a day. */
const ATTEMPT_DAYS = 1;
/** A bulk change can be taken back for seconds; how it came about is on the timelines. */
const BULK_DAYS = 1;
/** Heartbeats are over within seconds; what is left is of cases that nobody opened since. */
const PRESENCE_DAYS = 1;
/** What happened to a case stays on its timeline; who was told of it is asked within the season. */
const NOTICE_DAYS = 90;

/** Deletes what nobody asks for any more: sent events, answers kept for repeats, ended sessions, old sign-in tries. Cases and the ledger stay. */
export async function prune(db: Db, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await pruneOutbox(db, { now });
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before(IDEMPOTENCY_DAYS)));
  await db.delete(presence).where(lt(presence.seenAt, before(PRESENCE_DAYS)));
  await db.delete(bulkChanges).where(lt(bulkChanges.createdAt, before(BULK_DAYS)));
  await db.delete(notices).where(lt(notices.createdAt, before(NOTICE_DAYS)));
  await pruneEffects(db, before(EFFECT_DAYS));
  await db.delete(sessions).where(lt(sessions.expiresAt, before(SESSION_DAYS)));
  await db.delete(signInAttempts).where(lt(signInAttempts.updatedAt, before(ATTEMPT_DAYS)));
}
