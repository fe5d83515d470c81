import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import type { VipJudgement } from '../../domain/okta/vip.ts';
import { authorize, type Ctx, emit, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { lockCase } from './fetch.ts';
import { raiseForVip } from './raise-for-vip.ts';
import { saveCase } from './save.ts';
import { accountsCalled, noVipOf } from './vip-words.ts';

/** Where the question stands after an answer. `over`: nobody asks any more, as the case has ended or somebody has settled it. */
export type VipState = 'known' | 'unknown' | 'over';

/**
 * Brings an answer to a case whose VIP was not known.
 * @param input.told whom the directory has called no VIPs, by its identifiers or logins; of nobody else a no says anything
 */
export async function settleVip({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; judgement: VipJudgement; told?: readonly string[] };
}): Promise<{ state: VipState }> {
  authorize(ctx.actor, 'case.update');
  return transact(ctx, 'cases.settle-vip', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.update');
    if (!before.vipUnknown || !isOpen(before.stage)) return { state: 'over' as const };
    const { judgement, told = [] } = input;
    if (judgement.vip === 'unknown' || judgement.vip === 'nobody') return { state: 'unknown' as const };
    if (judgement.vip === 'yes') await raiseForVip(tx, before, { reason: judgement.reason });
    else await markKnown(tx, before, judgement.reason, told);
    return { state: 'known' as const };
  });
}

/** The user is no VIP. `told`: who the directory said it of. */
export async function markKnown(ctx: TxCtx, before: Case, reason: string, told: readonly string[] = []): Promise<Case> {
  const accounts = await accountsCalled(ctx.tx, before, told);
  return say(ctx, before, false, `The user is no VIP: ${reason}`, {
    reason,
    ...(accounts.length > 0 && noVipOf(accounts)),
  });
}

/** It cannot be asked now: whatever closes cases takes the user for a VIP, and it is asked again until it is known. */
export async function markUnknown(ctx: TxCtx, before: Case, reason: string): Promise<Case> {
  if (before.vip || before.vipUnknown) return before;
  const after = await say(ctx, before, true, `Whether the user is a VIP is not known yet: ${reason}`, { reason });
  await askAgain(ctx, after, reason);
  return after;
}

/** Has the question asked on a case that begins to be open with it: reopened, split off or taken out of another. */
export async function askAgain(ctx: TxCtx, of: Case, reason: string): Promise<void> {
  if (!of.vipUnknown) return;
  const said = { key: keyOf(of.number), previous: null, current: { reason }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/vip.unknown', said, { caseId: of.id });
}

async function say(
  ctx: TxCtx,
  before: Case,
  vipUnknown: boolean,
  summary: string,
  detail: { reason: string; noVipOf?: string[] },
): Promise<Case> {
  const { after } = await saveCase(ctx, before, { vipUnknown }, 'case.vip');
  const fields = { vipUnknown: { from: before.vipUnknown, to: vipUnknown } };
  await writeTimeline(ctx, { caseId: before.id, kind: 'updated', summary, detail: { fields, ...detail } });
  const side = { previous: { vipUnknown: before.vipUnknown }, current: { vipUnknown } };
  await emit(
    ctx,
    'case/updated',
    { key: keyOf(before.number), ...side, actor: refOf(ctx.actor) },
    { caseId: before.id },
  );
  return after;
}
