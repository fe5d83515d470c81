import { asc, eq } from 'drizzle-orm';
import { tasks } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { ADVANCE_RUNBOOK } from '../../domain/quick-actions.ts';
import { type Ctx, emit, transact, writeTimeline } from '../kernel/index.ts';
import { runbookOf } from '../runbooks/of-case.ts';
import { lockCase } from './fetch.ts';
import { offerOf } from './quick-actions.ts';
import { saveCase } from './save.ts';
import { refreshLeadTimer } from './timers.ts';

export type AdvanceResult =
  | { advanced: true; from: string; to: string; name: string }
  | { advanced: false; reason: string };

/** Moves a case on from the phase that the presser saw; does nothing, and says why, where it has left that phase or may not move. */
export async function advancePhase({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; from: string | null };
}): Promise<AdvanceResult> {
  return transact(ctx, 'cases.advance-phase', async (tx): Promise<AdvanceResult> => {
    const before = await lockCase(tx, input.key, 'case.act');
    const runbook = await runbookOf(tx.tx, before);
    const nameOf = (key: string | null) =>
      runbook?.phases.find((phase) => phase.key === key)?.name ?? key ?? 'no phase';
    if (before.phase !== input.from)
      return {
        advanced: false,
        reason: `The case is already in ${nameOf(before.phase)}: another press has moved it on.`,
      };
    const work = await tx.tx.select().from(tasks).where(eq(tasks.caseId, before.id)).orderBy(asc(tasks.position));
    const offer = offerOf(ADVANCE_RUNBOOK, before, { runbook, tasks: work, intelVendor: null });
    if ('refused' in offer) return { advanced: false, reason: offer.refused };

    // What is offered has a runbook and a phase to go to.
    const { phases } = runbook!;
    const to = phases[phases.findIndex((phase) => phase.key === before.phase) + 1]!;
    await saveCase(tx, before, { phase: to.key }, 'case.advance');
    await writeTimeline(tx, {
      caseId: before.id,
      kind: 'phase',
      summary: `Moved from ${nameOf(before.phase)} to ${to.name}`,
      detail: { from: before.phase, to: to.key },
    });
    await emit(
      tx,
      'case/updated',
      {
        key: keyOf(before.number),
        previous: { phase: before.phase },
        current: { phase: to.key },
        actor: refOf(tx.actor),
      },
      { caseId: before.id },
    );
    // Leaving a phase is a fact of the figures.
    await refreshLeadTimer(tx, before.id);
    return { advanced: true, from: nameOf(before.phase), to: to.key, name: to.name };
  });
}
