import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { BreachReason } from '../../domain/sla/index.ts';
import type { CaseTimerView } from '../../domain/views/sla.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { conflict } from '../errors.ts';
import { type Ctx, emit, parse, transact, writeAudit } from '../kernel/index.ts';
import { noteReason } from './breach-reason.ts';
import { findTimer, freshTimer } from './find-timer.ts';

export interface GiveReasonInput {
  key: string;
  timerId: string;
  reason: unknown;
}

/** Says why a timer ran out; a later reason takes the place of an earlier one. Throws `conflict` for a timer that did not. */
export async function giveReason({ ctx, input }: { ctx: Ctx; input: GiveReasonInput }): Promise<CaseTimerView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const reason = parse(BreachReason, input.reason);
  return transact(ctx, 'sla.give-reason', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.update');
    const timer = await findTimer(tx, of, input.timerId);
    if (!timer.breachedAt) throw conflict(`“${timer.name}” did not run out: there is nothing to give a reason for.`);
    const before = timer.breachReason;
    const text = reason.text || null;
    if (before?.code === reason.code && before.text === text) return freshTimer(tx, of, timer.id);
    await noteReason(tx, of, timer, reason);
    await touchCase(tx, of);
    const what = `reason of ${timer.name}`;
    await writeAudit(tx, {
      action: 'case.breach_reason',
      entity: 'case',
      entityId: keyOf(of.number),
      diff: { [what]: { from: before, to: { code: reason.code, text } } },
    });
    await emit(
      tx,
      'case/updated',
      {
        key: keyOf(of.number),
        previous: { timer: timer.id, breachReason: before?.code ?? null },
        current: { timer: timer.id, breachReason: reason.code },
        actor: refOf(tx.actor),
      },
      { caseId: of.id },
    );
    return freshTimer(tx, of, timer.id);
  });
}
