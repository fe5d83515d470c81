import { eq } from 'drizzle-orm';
import { type HandOver, type Member, members } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { briefOf, HandOverAccept } from '../../domain/hand-over.ts';
import type { HandOverView } from '../../domain/views/hand-over.ts';
import { giveCase } from '../cases/assign.ts';
import { refreshLeadTimer } from '../cases/timers.ts';
import { forbidden } from '../errors.ts';
import { authorize, type Ctx, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { lockHandOver } from './fetch.ts';
import { endIfDecided, lockPending, type Pending, settleItem, withoutWatch } from './pending.ts';
import { tellCase } from './tell.ts';
import { handOverViews } from './view.ts';

/**
 * Takes the cases of a hand-over, all that wait or those that are named. One that is no longer the sender's open case lapses, and says why.
 * `forbidden` for everybody but the colleague to whom it was offered.
 */
export async function acceptHandOver({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; body: unknown };
}): Promise<HandOverView> {
  authorize(ctx.actor, 'hand_over.write');
  const { cases: named } = parse(HandOverAccept, input.body ?? {});
  return transact(ctx, 'hand-overs.accept', async (tx) => {
    const handOver = await lockHandOver(tx, input.id);
    if (tx.actor.kind !== 'user' || tx.actor.id !== handOver.toId)
      throw forbidden('Only the colleague to whom the cases were offered accepts them.');
    const [sender] = await tx.tx.select().from(members).where(eq(members.id, handOver.fromId));
    const waiting = await lockPending(tx, handOver, named);
    for (const one of waiting) await takeOne(tx, handOver, sender!, one);
    await writeAudit(tx, {
      action: 'hand_over.accept',
      entity: 'hand_over',
      entityId: handOver.id,
      diff: { accepted: { from: null, to: waiting.map(({ of }) => keyOf(of.number)) } },
    });
    return (await handOverViews(tx.tx, tx, [await endIfDecided(tx, handOver)]))[0]!;
  });
}

async function takeOne(ctx: TxCtx, handOver: HandOver, sender: Member, one: Pending): Promise<void> {
  const lapse = lapseOf(handOver, sender, one);
  if (lapse) {
    await settleItem(ctx, one, 'lapsed', lapse);
    await tellCase(ctx, one.of, {
      summary: `Could not take over the case from ${sender.name}: ${lapse}`,
      detail: { handOverId: handOver.id },
      change: withoutWatch(one, handOver.toId),
    });
    return;
  }
  // The watch was for deciding: from now on he owns the case.
  const before = await tellCase(ctx, one.of, {
    summary: `Accepted the hand-over from ${sender.name}`,
    detail: { handOverId: handOver.id, body: briefOf(one.item) },
    change: withoutWatch(one, handOver.toId),
  });
  // Before the case is given: that ends what waits of its offers.
  await settleItem(ctx, one, 'accepted');
  await giveCase(ctx, before, { assignee: handOver.toId, keepPrevious: true, reason: `handed over by ${sender.name}` });
  await refreshLeadTimer(ctx, before.id);
}

/** Why a case cannot change hands any more; null: it can. */
function lapseOf(handOver: HandOver, sender: Member, { of }: Pending): string | null {
  if (!isOpen(of.stage)) return `the case is ${of.stage} by now`;
  if (of.assigneeId !== handOver.fromId) return `${sender.name} no longer owns it`;
  if (of.subjectMemberId === handOver.toId) return 'it can never be owned by this colleague';
  return null;
}
