import type { AccessRequest, Member } from '../../db/schema/index.ts';
import { barToDecide, type Decider } from '../../domain/access/decide.ts';
import { AccessDenial, AccessNote } from '../../domain/access/request.ts';
import { GRANT_WITHIN_MS } from '../../domain/access/retry.ts';
import { type Actor, refOf } from '../../domain/actor.ts';
import type { AccessRequestView } from '../../domain/views/access.ts';
import { conflict, forbidden } from '../errors.ts';
import { authorize, type Ctx, codeOf, parse, type TxCtx, transact } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';
import { changeRequest } from './change.ts';
import { refuseExpired, standingWords } from './conditions.ts';
import { lockRequest } from './fetch.ts';
import { accessParameters } from './parameters.ts';
import { memberBehind } from './people.ts';
import { concernedMembers } from './tell-over.ts';
import { accessViews } from './view.ts';

interface Asked {
  ctx: Ctx;
  input: { id: string; body: unknown };
}

/** Approves a request. Throws `forbidden` for who may not decide about it, and `conflict` where it was decided, or is not ready. */
export function approveRequest({ ctx, input }: Asked): Promise<AccessRequestView> {
  const { note } = parse(AccessNote, input.body ?? {});
  return decide(ctx, input.id, 'approved', note ?? null);
}

/** Denies a request; the note is what the person is told. */
export function denyRequest({ ctx, input }: Asked): Promise<AccessRequestView> {
  const { note } = parse(AccessDenial, input.body ?? {});
  return decide(ctx, input.id, 'denied', note ?? null);
}

async function decide(ctx: Ctx, id: string, state: 'approved' | 'denied', note: string | null) {
  authorize(ctx.actor, 'access.decide');
  try {
    return await transact(ctx, `access.${state}`, async (tx) => {
      const before = await lockRequest(tx, id);
      const parameters = await accessParameters(tx.tx);
      const bar = barToDecide(await deciderOf(tx), concerned(before), parameters.approverGroup);
      if (bar) throw forbidden(bar);
      refuseExpired(before, tx.now);
      refuseUnready(before, state);
      const after = await changeRequest(tx, before, {
        action: `access.${state}`,
        event: 'access/decided',
        set: { state, decidedBy: refOf(tx.actor), decidedAt: tx.now, decisionNote: note, expiresAt: grantBy(tx.now) },
      });
      await tellDecision(tx, after);
      return (await accessViews(tx.tx, tx.actor, [after], parameters))[0]!;
    });
  } catch (error) {
    if (codeOf(error) === '23505')
      throw conflict('Somebody has a right on this Mac now. Approve it when that is over.');
    throw error;
  }
}

/** Where nobody grants it by then, as while the automation is switched off, it has failed, and is told of. */
const grantBy = (now: Date) => new Date(now.getTime() + GRANT_WITHIN_MS);

/** It can be denied at any step; approved where the Mac is known, although nobody has looked at it yet. */
function refuseUnready(of: AccessRequest, state: 'approved' | 'denied'): void {
  if (of.state !== 'requested') throw conflict(`Nothing is left to decide: the request ${standingWords(of)}.`);
  if (state === 'denied' || of.step === 'approval') return;
  if (of.deviceId !== null && of.reason !== null && of.consentedAt !== null) return;
  throw conflict(`It cannot be approved yet: the request ${standingWords(of)}.`);
}

/** Those whom a request concerns, for the rule of who may decide. */
export function concerned(of: AccessRequest) {
  return {
    requester: { id: of.requesterId, email: of.requesterEmail },
    beneficiary: { id: of.beneficiaryId, email: of.beneficiaryEmail },
  };
}

async function deciderOf({ tx, actor }: TxCtx): Promise<Decider> {
  return deciderFrom(actor, await memberBehind(tx, actor));
}

/** Our own processes decide about nothing: only people, and programs whose key says so. */
export function deciderFrom(actor: Actor, member: Pick<Member, 'id' | 'email' | 'groups'> | null): Decider {
  if (actor.kind !== 'user' && actor.kind !== 'api_key')
    throw forbidden('Only people and programs decide about access.');
  const { kind, id, role } = actor;
  const groups = kind === 'user' ? (member?.groups ?? []) : [];
  return { kind, id, role, memberId: member?.id ?? null, email: member?.email ?? null, groups };
}

async function tellDecision(ctx: TxCtx, of: AccessRequest): Promise<void> {
  await tell(ctx, {
    kind: 'access.decided',
    cause: `access/${of.id}/decided`,
    to: { members: concernedMembers(of) },
    severity: 'low',
    title: `Administrator rights on ${of.deviceName ?? 'the Mac'} were ${of.state}`,
    body: of.decisionNote ?? '',
    link: `/access?request=${of.id}`,
    exceptActor: true,
  });
}
