import { and, asc, eq, inArray, isNotNull, lte, or } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { type AccessRequest, accessRequests } from '../../db/schema/index.ts';
import { AccessNote } from '../../domain/access/request.ts';
import { retryAfterMs } from '../../domain/access/retry.ts';
import { HELD_STATES } from '../../domain/access/state.ts';
import type { AccessRequestView } from '../../domain/views/access.ts';
import { conflict, forbidden } from '../errors.ts';
import { type Ctx, may, parse, type TxCtx, transact } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';
import { changeRequest } from './change.ts';
import { standingWords } from './conditions.ts';
import { mayWithdraw } from './end.ts';
import { lockRequest } from './fetch.ts';
import { withoutEffect } from './grant.ts';
import { noteOffOnCase } from './late-case.ts';
import { nextLook } from './looks.ts';
import { accessParameters } from './parameters.ts';
import { tellOver } from './tell-over.ts';
import { accessViews } from './view.ts';

/** Takes a right back now, before its time: approvers, who has it, and who asked for it. */
export async function revokeAccess({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; body: unknown };
}): Promise<AccessRequestView> {
  const { note } = parse(AccessNote, input.body ?? {});
  return transact(ctx, 'access.revoke_now', async (tx) => {
    const before = await lockRequest(tx, input.id);
    if (!mayWithdraw(tx.actor, before) && !isDecider(tx))
      throw forbidden('Only approvers, and who has the right, end it.');
    if (before.state !== 'granted' && before.state !== 'approved')
      throw conflict(`There is no right to take back: the request ${standingWords(before)}.`);
    const because = note ? `: ${note}` : '.';
    const after = await changeRequest(tx, before, {
      action: 'access.revoke_now',
      event: 'access/revoking',
      set: {
        state: 'revoking',
        nextTryAt: tx.now,
        endsAt: tx.now,
        grantFailed: before.state === 'approved',
        note: `${tx.actor.name} ended it early${because}`,
      },
    });
    return (await accessViews(tx.tx, tx.actor, [after], await accessParameters(tx.tx)))[0]!;
  });
}

const isDecider = ({ actor }: TxCtx) => actor.kind !== 'vendor' && may(actor, 'access.revoke');

/** One try to take a right back. */
export interface RevocationTry {
  id: string;
  /** Null: the vendor was never asked for it. */
  groupId: string | null;
  computerId: string | null;
}

/**
 * Begins a try for one request whose time is over or whose right is to be taken back; null where nothing is to be done. When the next try
 * follows is noted first, so that one that never comes back is not waited for.
 */
export async function beginRevocation({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<RevocationTry | null> {
  return transact(withoutEffect(ctx), 'access.begin_revocation', async (tx) => {
    const before = await lockRequest(tx, input.id);
    if (!isToTakeBack(before, tx.now)) return null;
    const attempts = before.attempts + 1;
    await changeRequest(tx, before, {
      action: 'access.revoke',
      set: {
        state: before.returnedAt === null ? 'revoking' : before.state,
        attempts,
        nextTryAt: new Date(tx.now.getTime() + retryAfterMs(attempts)),
        ...(before.state === 'approved' && { grantFailed: true, note: before.note ?? 'It was not granted in time.' }),
      },
    });
    return { id: before.id, groupId: before.groupId, computerId: before.deviceId };
  });
}

function isToTakeBack({ state, endsAt, returnedAt }: AccessRequest, now: Date): boolean {
  if (state === 'revoking' || returnedAt !== null) return true;
  return (HELD_STATES as readonly string[]).includes(state) && endsAt !== null && endsAt <= now;
}

/** Jamf wants to be asked by few at a time. */
const AT_ONCE = 5;

/** Requests whose next try is due, the longest due first. */
export async function dueRevocations(db: Db, now: Date, limit = AT_ONCE): Promise<string[]> {
  const rows = await db
    .select({ id: accessRequests.id })
    .from(accessRequests)
    .where(
      and(
        isNotNull(accessRequests.nextTryAt),
        lte(accessRequests.nextTryAt, now),
        or(inArray(accessRequests.state, [...HELD_STATES]), isNotNull(accessRequests.returnedAt)),
      ),
    )
    .orderBy(asc(accessRequests.nextTryAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Keeps what a try met. */
export async function noteRevocationProblem(db: Db, id: string, problem: string): Promise<void> {
  await db
    .update(accessRequests)
    .set({ problem })
    .where(
      and(eq(accessRequests.id, id), or(eq(accessRequests.state, 'revoking'), isNotNull(accessRequests.returnedAt))),
    );
}

/** What the vendor said when it had confirmed that the right is gone. */
export interface OffFacts {
  lastContactAt: Date | null;
  /** It knows no such Mac any more. */
  deviceGone: boolean;
}

/** The vendor has confirmed that the right is gone. Watched from then on: until the Mac has heard of it, and for late answers of a grant. */
export async function confirmRevocation({ ctx, input }: { ctx: Ctx; input: { id: string } & OffFacts }): Promise<void> {
  const { id, lastContactAt, deviceGone } = input;
  await transact(withoutEffect(ctx), 'access.confirm_revocation', async (tx) => {
    const before = await lockRequest(tx, id);
    if (before.state !== 'revoking' && before.returnedAt === null) return;
    const state = endOf(before);
    const gone = 'Jamf knows this Mac no more: nothing of ours can tell what its user holds.';
    const after = await changeRequest(tx, before, {
      action: `access.${state}`,
      event: 'access/ended',
      set: {
        state,
        revokedAt: tx.now,
        returnedAt: null,
        nextTryAt: null,
        problem: null,
        lastContactAt: lastContactAt ?? before.lastContactAt,
        contactAtEnd: lastContactAt,
        deviceGone,
        note: deviceGone ? (before.note ? `${before.note} ${gone}` : gone) : before.note,
        watchAt: before.groupId === null ? null : nextLook(tx.now, tx.now),
      },
    });
    await tellRevoked(tx, after, before.returnedAt);
    if (before.lateAt && before.lateCaseId) await noteOffOnCase(tx, { caseId: before.lateCaseId, of: after });
  });
}

/** A request that was over stays so when its right is taken back once more. */
function endOf({ state, returnedAt, grantFailed, grantedAt }: AccessRequest): AccessRequest['state'] {
  if (returnedAt !== null) return state;
  return grantFailed && grantedAt === null ? 'failed' : 'revoked';
}

async function tellRevoked(ctx: TxCtx, of: AccessRequest, returnedAt: Date | null): Promise<void> {
  if (of.state === 'failed' && returnedAt === null) return tellOver(ctx, of);
  if (of.beneficiaryId === null || of.state !== 'revoked') return;
  const again = returnedAt === null ? '' : `/${returnedAt.toISOString()}`;
  await tell(ctx, {
    kind: 'access.revoked',
    cause: `access/${of.id}/revoked${again}`,
    to: { members: [of.beneficiaryId] },
    severity: 'low',
    title: `Your administrator rights on ${of.deviceName} are over`,
    body: of.note ?? '',
    link: `/access?request=${of.id}`,
  });
}
