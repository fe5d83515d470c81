import { and, asc, eq, inArray, isNotNull, lte } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { type AccessRequest, accessRequests } from '../../db/schema/index.ts';
import { standingOf } from '../../domain/access/standing.ts';
import { type Ctx, tellPages, transact } from '../kernel/index.ts';
import { lockRequest } from './fetch.ts';
import { nextLook } from './looks.ts';
import { takeBackAgain } from './returned.ts';

/** Jamf wants to be asked by few at a time. */
export const LOOKS_AT_ONCE = 5;
/** A look takes less; who died in it, or could not note it, holds up no other. */
const LOOK_MS = 120_000;
/** The name under which open pages hear that a Mac has heard of a grant, or of its end. */
const MAC_SEEN = 'access/mac.seen';

/** Rights that are held, or over and still looked after, whose next look is due, the longest due first; five at most. Each is claimed by one. */
export async function claimWatches(db: Db, now: Date): Promise<AccessRequest[]> {
  const due = db
    .select({ id: accessRequests.id })
    .from(accessRequests)
    .where(and(isNotNull(accessRequests.watchAt), lte(accessRequests.watchAt, now)))
    .orderBy(asc(accessRequests.watchAt))
    .limit(LOOKS_AT_ONCE)
    .for('update', { skipLocked: true });
  return db
    .update(accessRequests)
    .set({ watchAt: new Date(now.getTime() + LOOK_MS) })
    .where(inArray(accessRequests.id, due))
    .returning();
}

/** What a look found; null: the vendor could not be asked. */
export type Look = {
  /** Whether the vendor holds the right (again). */
  inGroup: boolean;
  /** The Mac's last check-in; null: not known. */
  lastContactAt: Date | null;
  /** Whether the vendor knows no such Mac any more; null: not known. */
  deviceGone: boolean | null;
} | null;

/**
 * Takes in a look: whether the Mac has heard of the grant or of its end, and a right that has come back is taken back again. A Mac that has heard
 * of the end needs no more looks.
 */
export async function noteLook({ ctx, input }: { ctx: Ctx; input: { id: string; look: Look } }): Promise<void> {
  const { id, look } = input;
  await transact(ctx, 'access.look', async (tx) => {
    const before = await lockRequest(tx, id);
    const over = before.state === 'revoked' || before.state === 'failed';
    const ended = over && before.revokedAt !== null && before.returnedAt === null;
    if (ended && look?.inGroup && (await takeBackAgain(tx, before))) return;
    const seen = look && {
      lastContactAt: look.lastContactAt ?? before.lastContactAt,
      deviceGone: look.deviceGone ?? before.deviceGone,
    };
    const after = { ...before, ...seen };
    await tx.tx
      .update(accessRequests)
      .set({ ...seen, watchAt: ended ? nextAfterEnd(after, before.revokedAt!, tx.now) : nextWhileHeld(before, tx.now) })
      .where(eq(accessRequests.id, id));
    if (standingOf(after) !== standingOf(before)) await tellPages(tx, MAC_SEEN, { requestId: id });
  });
}

/** No request to the vendor is under way for so long: a grant whose answer was lost has had its effect by then. */
const SETTLED_MS = 15 * 60_000;

function nextAfterEnd(of: AccessRequest, revokedAt: Date, now: Date): Date | null {
  const settled = standingOf(of) === 'off' && now.getTime() - revokedAt.getTime() > SETTLED_MS;
  return settled ? null : nextLook(now, revokedAt);
}

/** While it is taken back nobody looks: what is found then is said by whoever takes it back. */
function nextWhileHeld({ state }: AccessRequest, now: Date): Date | null {
  return state === 'granted' ? nextLook(now, now) : null;
}
