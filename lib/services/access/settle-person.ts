import type { AccessRequest } from '../../db/schema/index.ts';
import type { AccessStep } from '../../domain/access/state.ts';
import { type Ctx, codeOf, type TxCtx, transact } from '../kernel/index.ts';
import { changeRequest } from './change.ts';
import { capReached } from './conditions.ts';
import { endRequest } from './end.ts';
import { lockRequest } from './fetch.ts';
import { accessParameters } from './parameters.ts';
import { memberByEmail } from './people.ts';

/** Somebody as Slack knows him. */
export interface FoundPerson {
  slackId: string | null;
  name: string;
  email: string;
}

export interface FoundPeople {
  id: string;
  /** Who asks; null: not somebody of Slack. */
  requester: FoundPerson | null;
  beneficiary: FoundPerson;
}

/**
 * Says who asks and who is to get the right, and goes on to what is asked next: consent where they are two, the reason where there is none, else
 * the Macs. Ends the request where the person has had as many rights as are allowed, or has another request under way.
 */
export async function settlePerson({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: FoundPeople;
}): Promise<{ step: AccessStep | null }> {
  try {
    return await transact(ctx, 'access.settle_person', async (tx) => {
      const before = await lockRequest(tx, input.id);
      if (before.state !== 'requested' || before.step !== 'person') {
        await keepSlackId(tx, before, input.beneficiary);
        return { step: before.step };
      }
      const { beneficiary, requester } = input;
      const email = beneficiary.email.toLowerCase();
      const parameters = await accessParameters(tx.tx);
      const reached = await capReached(tx.tx, { email, but: before.id, now: tx.now, perDay: parameters.perDay });
      const known = {
        beneficiaryName: before.beneficiaryName ?? beneficiary.name,
        beneficiarySlackId: beneficiary.slackId,
        beneficiaryId: before.beneficiaryId ?? (await memberByEmail(tx.tx, email))?.id ?? null,
        requesterEmail: before.requesterEmail ?? requester?.email.toLowerCase() ?? null,
        requesterId: before.requesterId ?? (requester && (await memberByEmail(tx.tx, requester.email))?.id) ?? null,
        requesterName: requester?.name ?? before.requesterName,
        requesterSlackId: before.requesterSlackId ?? requester?.slackId ?? null,
      };
      if (reached) {
        await endRequest(tx, before, { state: 'failed', note: reached, set: known });
        return { step: null };
      }
      const itself = requester !== null && requester.email.toLowerCase() === email;
      const consentedAt = before.consentedAt ?? (itself ? tx.now : null);
      if (consentedAt === null && known.beneficiarySlackId === null && known.beneficiaryId === null) {
        const note = `${email} is neither in Slack nor a member here, so nobody can agree to this.`;
        await endRequest(tx, before, { state: 'failed', note, set: known });
        return { step: null };
      }
      const step = consentedAt === null ? 'consent' : before.reason === null ? 'reason' : 'macs';
      const expiresAt = new Date(tx.now.getTime() + parameters.answerWithinMinutes * 60_000);
      await changeRequest(tx, before, {
        action: 'access.person',
        event: 'access/answered',
        set: { ...known, beneficiaryEmail: email, consentedAt, step, expiresAt },
      });
      return { step };
    });
  } catch (error) {
    if (codeOf(error) !== '23505') throw error;
    return transact(
      { ...ctx, ...(ctx.effect && { effect: `${ctx.effect}/taken` }) },
      'access.settle_person',
      async (tx) => {
        const before = await lockRequest(tx, input.id);
        const note = `${input.beneficiary.name} has a request under way already.`;
        if (before.state === 'requested') await endRequest(tx, before, { state: 'failed', note });
        return { step: null };
      },
    );
  }
}

/** A request that was approved before its person was looked up: he is told of the right, and of its end, all the same. */
async function keepSlackId(ctx: TxCtx, before: AccessRequest, { slackId, name, email }: FoundPerson): Promise<void> {
  if (slackId === null || before.beneficiarySlackId !== null || before.beneficiaryEmail !== email.toLowerCase()) return;
  const beneficiaryName = before.beneficiaryName ?? name;
  await changeRequest(ctx, before, { action: 'access.person', set: { beneficiarySlackId: slackId, beneficiaryName } });
}
