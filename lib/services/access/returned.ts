import { and, eq, inArray, ne } from 'drizzle-orm';
import { type AccessRequest, accessRequests } from '../../db/schema/index.ts';
import { HELD_STATES } from '../../domain/access/state.ts';
import type { TxCtx } from '../kernel/index.ts';
import { changeRequest } from './change.ts';

/**
 * A right that came about after its request was over is taken back, and the request stays over. False: another request holds the Mac now, and
 * its end takes this right too; or it is on its way.
 */
export async function takeBackAgain(ctx: TxCtx, before: AccessRequest): Promise<boolean> {
  if (before.state === 'revoking' || before.returnedAt !== null) return false;
  if (before.deviceId === null || before.groupId === null || (await isHeldByAnother(ctx, before))) return false;
  await changeRequest(ctx, before, {
    action: 'access.returned',
    event: 'access/revoking',
    set: { returnedAt: ctx.now, nextTryAt: ctx.now, attempts: 0, watchAt: null, lateAt: null },
  });
  return true;
}

async function isHeldByAnother({ tx }: TxCtx, { id, deviceId }: AccessRequest): Promise<boolean> {
  const [held] = await tx
    .select({ id: accessRequests.id })
    .from(accessRequests)
    .where(
      and(
        eq(accessRequests.deviceId, deviceId!),
        inArray(accessRequests.state, [...HELD_STATES]),
        ne(accessRequests.id, id),
      ),
    )
    .limit(1);
  return held !== undefined;
}
