import type { AccessRequest } from '../../db/schema/index.ts';
import { utcText } from '../../domain/moment.ts';
import { type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';
import { changeRequest } from './change.ts';
import { endRequest } from './end.ts';
import { lockRequest } from './fetch.ts';
import { nextLook } from './looks.ts';
import { takeBackAgain } from './returned.ts';

/** How long after its end somebody else takes a right back, where the run that granted it does not. */
const NET_MS = 10_000;

/** What the vendor is asked for. */
export interface Grantable {
  groupId: string;
  computerId: string;
}

/** The vendor has confirmed the right before: what is left is to tell of it. */
export interface Granted {
  already: true;
  /** Until when it lasts, or lasted. */
  endsAt: string;
}

/**
 * Notes that the vendor is about to be asked for the right, with the moment by which it is taken back whatever comes of it: what may have been
 * granted is never forgotten. Who asks once more after a crash finds that it is granted. Null where nothing is to be granted (any more).
 */
export async function beginGrant({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; groupId: string };
}): Promise<Grantable | Granted | null> {
  return transact(withoutEffect(ctx), 'access.begin_grant', async (tx) => {
    const before = await lockRequest(tx, input.id);
    if (before.grantedAt !== null) return { already: true, endsAt: before.endsAt!.toISOString() };
    if (before.state !== 'approved' || before.deviceId === null || before.checkedAt === null) return null;
    if (before.askedAt === null) {
      await changeRequest(tx, before, {
        action: 'access.ask_vendor',
        set: { groupId: input.groupId, askedAt: tx.now, ...lasting(tx.now, before.minutes) },
      });
      return { groupId: input.groupId, computerId: before.deviceId };
    }
    if (before.endsAt! <= tx.now) return null;
    return { groupId: before.groupId!, computerId: before.deviceId };
  });
}

/** What the vendor's answer says of the Mac. */
export interface MacFacts {
  /** Its last check-in before the vendor was asked for the right. */
  lastContactAt: Date | null;
}

/**
 * The vendor has confirmed the right: from now on it lasts its minutes. Where the request has moved on meanwhile, the right is taken back
 * again, at once; null then.
 */
export async function confirmGrant({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string } & MacFacts;
}): Promise<{ endsAt: string } | null> {
  return transact(withoutEffect(ctx), 'access.confirm_grant', async (tx) => {
    const before = await lockRequest(tx, input.id);
    const { lastContactAt } = input;
    if (before.state === 'granted') return { endsAt: before.endsAt!.toISOString() };
    if (before.state !== 'approved') {
      await takeBackAgain(tx, before);
      return null;
    }
    const after = await changeRequest(tx, before, {
      action: 'access.grant',
      event: 'access/granted',
      set: {
        state: 'granted',
        grantedAt: tx.now,
        ...lasting(tx.now, before.minutes),
        lastContactAt,
        contactAtGrant: lastContactAt,
        problem: null,
        watchAt: nextLook(tx.now, tx.now),
      },
    });
    await tellGranted(tx, after);
    return { endsAt: after.endsAt!.toISOString() };
  });
}

/** The grant did not succeed. Where the vendor was asked, the right is taken back all the same: a lost answer may have had its effect. */
export async function failGrant({ ctx, input }: { ctx: Ctx; input: { id: string; note: string } }): Promise<void> {
  await transact(withoutEffect(ctx), 'access.fail_grant', async (tx) => {
    const before = await lockRequest(tx, input.id);
    if (before.state !== 'approved') return;
    if (before.askedAt === null) {
      await endRequest(tx, before, { state: 'failed', note: input.note });
      return;
    }
    await changeRequest(tx, before, {
      action: 'access.revoke',
      event: 'access/revoking',
      set: { state: 'revoking', grantFailed: true, note: input.note, nextTryAt: tx.now, endsAt: tx.now },
    });
  });
}

const lasting = (from: Date, minutes: number) => {
  const endsAt = new Date(from.getTime() + minutes * 60_000);
  return { endsAt, nextTryAt: new Date(endsAt.getTime() + NET_MS) };
};

/** Such a verb looks at the request anew each time: its answer of an earlier try would be out of date. */
export const withoutEffect = ({ effect: _, ...ctx }: Ctx): Ctx => ctx;

async function tellGranted(ctx: TxCtx, of: AccessRequest): Promise<void> {
  if (of.beneficiaryId === null) return;
  await tell(ctx, {
    kind: 'access.granted',
    cause: `access/${of.id}/granted`,
    to: { members: [of.beneficiaryId] },
    severity: 'low',
    title: `You are an administrator on ${of.deviceName} for ${of.minutes} minutes`,
    body: `Until ${utcText(of.endsAt!)}. The Mac hears of it at its next check-in, and of the end as well.`,
    link: `/access?request=${of.id}`,
  });
}
