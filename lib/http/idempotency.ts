import { createHmac } from 'node:crypto';
import { and, eq, isNull, lt } from 'drizzle-orm';
import { idempotencyKeys } from '../db/schema/index.ts';
import { requiredEnv } from '../env.ts';
import { database } from './database.ts';
import { HttpError } from './problem.ts';

/** A first request that has not answered by now died with its process. */
const ABANDONED_MS = 60_000;

export interface Claim {
  /** The effect key for the services: a retry after a crash finds what the first one did. */
  effect: string;
  /** Keeps the answer for replays. */
  keep(response: Response, body: string): Promise<void>;
  /** Lets the next try begin at once: this one failed without an answer of its own, perhaps after it had done its work. */
  release(): Promise<void>;
}

/**
 * Claims an Idempotency-Key for a request, or answers with the first answer of the same request. Throws 422 where the key was used for
 * another request, 409 while the first one is still at work.
 */
export async function claimKey(
  key: string,
  actor: string,
  request: { method: string; path: string; raw: Buffer },
  now: Date,
): Promise<Claim | Response> {
  if (key.length === 0 || key.length > 255) throw new HttpError(400, 'An Idempotency-Key has 1 to 255 characters.');
  const { db } = database();
  // Keyed: a body may hold a password, which a plain hash would let one guess.
  const requestHash = createHmac('sha256', requiredEnv('AUTH_SECRET'))
    .update(`${request.method} ${request.path}\n`)
    .update(request.raw)
    .digest('hex');
  const mine = and(eq(idempotencyKeys.actor, actor), eq(idempotencyKeys.key, key));
  const made = await db
    .insert(idempotencyKeys)
    .values({ actor, key, requestHash, createdAt: now })
    .onConflictDoNothing()
    .returning({ claim: idempotencyKeys.claim });
  let claim = made[0]?.claim;
  if (!claim) {
    const [first] = await db.select().from(idempotencyKeys).where(mine);
    if (first && first.requestHash !== requestHash)
      throw new HttpError(422, 'This Idempotency-Key was used for another request. Make a new key for a new request.');
    if (first?.status)
      return new Response(first.body === '' ? null : first.body, {
        status: first.status,
        headers: { ...first.headers, 'cache-control': 'no-store', 'idempotency-replayed': 'true' },
      });
    const taken = await db
      .update(idempotencyKeys)
      .set({ createdAt: now })
      .where(
        and(
          mine,
          isNull(idempotencyKeys.status),
          lt(idempotencyKeys.createdAt, new Date(now.getTime() - ABANDONED_MS)),
        ),
      )
      .returning({ claim: idempotencyKeys.claim });
    claim = taken[0]?.claim;
    if (!claim)
      throw new HttpError(409, 'The first request with this Idempotency-Key is still at work. Try again in a moment.', {
        headers: { 'retry-after': '1' },
      });
  }
  return {
    effect: `request/${claim}`,
    async keep(response, body) {
      const headers = Object.fromEntries(
        ['content-type', 'location', 'etag'].flatMap((name) => {
          const value = response.headers.get(name);
          return value === null ? [] : [[name, value]];
        }),
      );
      await db.update(idempotencyKeys).set({ status: response.status, headers, body }).where(mine);
    },
    async release() {
      await db
        .update(idempotencyKeys)
        .set({ createdAt: new Date(now.getTime() - ABANDONED_MS - 1) })
        .where(mine);
    },
  };
}
