import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { type Ctx, emit, transact } from '../kernel/index.ts';
import { acknowledgeBy } from './acknowledgement.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { saveCase } from './save.ts';
import { caseView, freshView } from './view.ts';

/** Says that a person has seen the case. A second time changes nothing. */
export async function acknowledgeCase({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<CaseView> {
  await authorizeFor(ctx, input.key, 'case.update');
  return transact(ctx, 'cases.acknowledge', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.update');
    const change = await acknowledgeBy(tx, before, true);
    if (!change.acknowledgedAt) return caseView(tx.tx, tx, before);
    await saveCase(tx, before, change, 'case.acknowledge');
    await emit(
      tx,
      'case/updated',
      {
        key: keyOf(before.number),
        previous: { acknowledgedAt: null },
        current: { acknowledgedAt: tx.now.toISOString() },
        actor: refOf(tx.actor),
      },
      { caseId: before.id },
    );
    return freshView(tx, before.id);
  });
}
