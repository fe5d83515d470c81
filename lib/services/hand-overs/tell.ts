import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { HAND_OVER_CHANGED } from '../../domain/hand-over.ts';
import { type CaseChange, touchCase } from '../cases/save.ts';
import { emit, type TxCtx, tellPages, writeTimeline } from '../kernel/index.ts';

/**
 * Says on a case what became of its hand-over. Every open page hears that one has changed, not of which case: who was to take a restricted one
 * may see it no more.
 */
export async function tellCase(
  ctx: TxCtx,
  of: Case,
  {
    summary,
    detail,
    change = {},
  }: { summary: string; detail: { handOverId: string; body?: string }; change?: CaseChange },
): Promise<Case> {
  const after = await touchCase(ctx, of, change);
  await writeTimeline(ctx, { caseId: of.id, kind: 'hand_over', summary, detail });
  const said = {
    key: keyOf(of.number),
    previous: {},
    current: { handOver: detail.handOverId },
    actor: refOf(ctx.actor),
  };
  await emit(ctx, 'case/updated', said, { caseId: of.id });
  await tellPages(ctx, HAND_OVER_CHANGED, {});
  return after;
}
