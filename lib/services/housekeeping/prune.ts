import { lt } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { effects, idempotencyKeys, sessions } from '../../db/schema/index.ts';
import { pruneOutbox } from '../outbox/prune.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A client that repeats a request does so within the day. */
const IDEMPOTENCY_DAYS = 1;
/** As long as the engine keeps a run, which could be replayed. */
const EFFECT_DAYS = 30;
const SESSION_DAYS = 7;

/** Deletes what nobody asks for any more: sent events, answers kept for repeats, ended sessions. Cases and the ledger stay. */
export async function prune(db: Db, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await pruneOutbox(db, { now });
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before(IDEMPOTENCY_DAYS)));
  await db.delete(effects).where(lt(effects.createdAt, before(EFFECT_DAYS)));
  await db.delete(sessions).where(lt(sessions.expiresAt, before(SESSION_DAYS)));
}
