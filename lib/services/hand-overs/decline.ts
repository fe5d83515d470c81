import { keyOf } from '../../domain/case.ts';
import { HandOverDecline } from '../../domain/hand-over.ts';
import type { HandOverView } from '../../domain/views/hand-over.ts';
import { forbidden } from '../errors.ts';
import { authorize, type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
import { lockHandOver } from './fetch.ts';
import { endIfDecided, lockPending, settleItem, withoutWatch } from './pending.ts';
import { tellCase } from './tell.ts';
import { handOverViews } from './view.ts';

/** Leaves cases of a hand-over with their owner, all that wait or those that are named, and says why. */
export async function declineHandOver({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; body: unknown };
}): Promise<HandOverView> {
  authorize(ctx.actor, 'hand_over.write');
  const { cases: named, reason } = parse(HandOverDecline, input.body);
  return transact(ctx, 'hand-overs.decline', async (tx) => {
    const handOver = await lockHandOver(tx, input.id);
    if (tx.actor.kind !== 'user' || tx.actor.id !== handOver.toId)
      throw forbidden('Only the colleague to whom the cases were offered declines them.');
    const waiting = await lockPending(tx, handOver, named);
    for (const one of waiting) {
      await settleItem(tx, one, 'declined', reason);
      await tellCase(tx, one.of, {
        summary: `Declined the hand-over: ${reason}`,
        detail: { handOverId: handOver.id },
        change: withoutWatch(one, handOver.toId),
      });
    }
    await writeAudit(tx, {
      action: 'hand_over.decline',
      entity: 'hand_over',
      entityId: handOver.id,
      diff: {
        declined: { from: null, to: waiting.map(({ of }) => keyOf(of.number)) },
        reason: { from: null, to: reason },
      },
    });
    return (await handOverViews(tx.tx, tx, [await endIfDecided(tx, handOver)]))[0]!;
  });
}
