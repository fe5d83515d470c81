import { keyOf } from '../../domain/case.ts';
import type { HandOverView } from '../../domain/views/hand-over.ts';
import { forbidden } from '../errors.ts';
import { authorize, type Ctx, transact, writeAudit } from '../kernel/index.ts';
import { lockHandOver } from './fetch.ts';
import { endIfDecided, lockPending, settleItem, withoutWatch } from './pending.ts';
import { tellCase } from './tell.ts';
import { handOverViews } from './view.ts';

/** Takes back what of one's own offer still waits. */
export async function withdrawHandOver({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<HandOverView> {
  authorize(ctx.actor, 'hand_over.write');
  return transact(ctx, 'hand-overs.withdraw', async (tx) => {
    const handOver = await lockHandOver(tx, input.id);
    if (tx.actor.kind !== 'user' || tx.actor.id !== handOver.fromId)
      throw forbidden('Only who offered the cases withdraws them.');
    const waiting = await lockPending(tx, handOver);
    for (const one of waiting) {
      await settleItem(tx, one, 'withdrawn');
      await tellCase(tx, one.of, {
        summary: 'Withdrew the hand-over',
        detail: { handOverId: handOver.id },
        change: withoutWatch(one, handOver.toId),
      });
    }
    await writeAudit(tx, {
      action: 'hand_over.withdraw',
      entity: 'hand_over',
      entityId: handOver.id,
      diff: { withdrawn: { from: null, to: waiting.map(({ of }) => keyOf(of.number)) } },
    });
    return (await handOverViews(tx.tx, tx, [await endIfDecided(tx, handOver, 'withdrawn')]))[0]!;
  });
}
