import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { apiKeys } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { hashKey } from './key.ts';

/** The last use is noted once a minute: a busy key must not write a row for each request. */
const NOTE_EVERY_MS = 60_000;

const prepared = new WeakMap<Db, ReturnType<typeof prepareFor>>();

/** The keys of a hash that are live now: asked with every request of a program, so that each connection prepares it once. */
function liveKeys(db: Db) {
  const known = prepared.get(db) ?? prepareFor(db);
  prepared.set(db, known);
  return known;
}

const prepareFor = (db: Db) =>
  db
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.hash, sql.placeholder('hash')),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql.placeholder('now'))),
      ),
    )
    .prepare('live api keys');

/** The actor behind a key that is live now, or null. */
export async function resolveApiKey(
  db: Db,
  key: string,
  now: Date,
): Promise<Extract<Actor, { kind: 'api_key' }> | null> {
  const [found] = await liveKeys(db).execute({ hash: hashKey(key), now });
  if (!found) return null;
  const noted = new Date(now.getTime() - NOTE_EVERY_MS);
  if (!found.lastUsedAt || found.lastUsedAt < noted)
    await db
      .update(apiKeys)
      .set({ lastUsedAt: now })
      .where(and(eq(apiKeys.id, found.id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, noted))));
  return { kind: 'api_key', id: found.id, name: found.name, role: found.role };
}
