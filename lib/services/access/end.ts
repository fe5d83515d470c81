import type { AccessRequest } from '../../db/schema/index.ts';
import type { AccessState, AccessStep } from '../../domain/access/state.ts';
import type { Actor } from '../../domain/actor.ts';
import type { AccessRequestView } from '../../domain/views/access.ts';
import { conflict, forbidden } from '../errors.ts';
import { type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import { changeRequest } from './change.ts';
import { assertWaitsFor, standingWords } from './conditions.ts';
import { lockRequest } from './fetch.ts';
import { accessParameters } from './parameters.ts';
import { isBeneficiary, isRequester } from './people.ts';
import { tellOver } from './tell-over.ts';
import { accessViews } from './view.ts';

/** Ends a request of which nothing was granted, and tells why. */
export async function endRequest(
  ctx: TxCtx,
  before: AccessRequest,
  {
    state,
    note,
    set = {},
  }: { state: Extract<AccessState, 'expired' | 'cancelled' | 'failed'>; note: string; set?: Partial<AccessRequest> },
): Promise<AccessRequest> {
  const after = await changeRequest(ctx, before, {
    action: `access.${state}`,
    event: 'access/ended',
    set: { ...set, state, note },
  });
  await tellOver(ctx, after);
  return after;
}

/** Ends a request that the automation cannot bring further, such as for somebody whom Slack does not know. A request that has moved on stays. */
export async function failRequest({ ctx, input }: { ctx: Ctx; input: { id: string; note: string } }): Promise<void> {
  await transact(ctx, 'access.fail', async (tx) => {
    const before = await lockRequest(tx, input.id);
    if (before.state === 'requested') await endRequest(tx, before, { state: 'failed', note: input.note });
  });
}

/**
 * Withdraws a request that was not decided yet: who asked, or who would get the right. With a step, only while it waits for that. Throws
 * `conflict` where it has moved on.
 */
export async function cancelRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; step?: AccessStep };
}): Promise<AccessRequestView> {
  return transact(ctx, 'access.cancel', async (tx) => {
    const before = await lockRequest(tx, input.id);
    if (!mayWithdraw(tx.actor, before)) throw forbidden('Only who asked for it, or would get it, withdraws a request.');
    if (before.state !== 'requested') throw conflict(`It cannot be withdrawn: the request ${standingWords(before)}.`);
    if (input.step) assertWaitsFor(before, input.step);
    const after = await endRequest(tx, before, { state: 'cancelled', note: `${tx.actor.name} withdrew it.` });
    return (await accessViews(tx.tx, tx.actor, [after], await accessParameters(tx.tx)))[0]!;
  });
}

export const mayWithdraw = (actor: Actor, of: AccessRequest): boolean =>
  isRequester(actor, of) || isBeneficiary(actor, of);
