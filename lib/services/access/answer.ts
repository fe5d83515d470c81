import { AccessConsent, AccessPick, AccessReason } from '../../domain/access/request.ts';
import type { AccessRequestView } from '../../domain/views/access.ts';
import { forbidden, invalid } from '../errors.ts';
import { type Ctx, parse, type TxCtx, transact } from '../kernel/index.ts';
import { changeRequest } from './change.ts';
import { choose } from './choose.ts';
import { assertWaitsFor, refuseExpired } from './conditions.ts';
import { endRequest } from './end.ts';
import { lockRequest } from './fetch.ts';
import { type AccessParameters, accessParameters } from './parameters.ts';
import { isBeneficiary } from './people.ts';
import { accessViews } from './view.ts';

type Locked = Awaited<ReturnType<typeof lockRequest>>;
interface Asked {
  ctx: Ctx;
  input: { id: string; body: unknown };
}

/** Who would get the right agrees to a colleague's request, or does not, which ends it. */
export function consentToRequest({ ctx, input }: Asked): Promise<AccessRequestView> {
  const { agree } = parse(AccessConsent, input.body);
  return answer(ctx, input.id, 'consent', (tx, before, { answerWithinMinutes }) => {
    if (!agree)
      return endRequest(tx, before, { state: 'cancelled', note: `${before.beneficiaryName} did not agree to it.` });
    const step = before.reason === null ? 'reason' : 'macs';
    const expiresAt = minutesFrom(tx.now, answerWithinMinutes);
    return changeRequest(tx, before, {
      action: 'access.consent',
      event: 'access/answered',
      set: { consentedAt: tx.now, step, expiresAt },
    });
  });
}

/** Says why the right is needed: 10–500 characters. */
export function giveReason({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; reason: string };
}): Promise<AccessRequestView> {
  const reason = parse(AccessReason, input.reason);
  return answer(ctx, input.id, 'reason', (tx, before, { answerWithinMinutes }) =>
    changeRequest(tx, before, {
      action: 'access.reason',
      event: 'access/answered',
      set: { reason, step: 'macs', expiresAt: minutesFrom(tx.now, answerWithinMinutes) },
    }),
  );
}

/** Picks one of the Macs that were found. Throws `invalid` for one that was not. */
export function pickMac({ ctx, input }: Asked): Promise<AccessRequestView> {
  const { choice: id } = parse(AccessPick, input.body);
  return answer(ctx, input.id, 'mac', (tx, before, parameters) => {
    const choice = before.choices.find((one) => one.id === id);
    if (!choice) throw invalid([{ pointer: '/choice', message: 'This Mac is not among those that were found.' }]);
    return choose(tx, before, choice, parameters);
  });
}

/** What only who gets the right answers, while it is asked for. */
async function answer(
  ctx: Ctx,
  id: string,
  step: NonNullable<Locked['step']>,
  change: (tx: TxCtx, before: Locked, parameters: AccessParameters) => Promise<Locked>,
): Promise<AccessRequestView> {
  return transact(ctx, `access.answer_${step}`, async (tx) => {
    const before = await lockRequest(tx, id);
    if (!isBeneficiary(tx.actor, before)) throw forbidden('Only who would get the right answers this.');
    assertWaitsFor(before, step);
    refuseExpired(before, tx.now);
    const parameters = await accessParameters(tx.tx);
    const after = await change(tx, before, parameters);
    return (await accessViews(tx.tx, tx.actor, [after], parameters))[0]!;
  });
}

const minutesFrom = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);
