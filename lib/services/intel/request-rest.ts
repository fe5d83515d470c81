import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import { lockCase } from '../cases/fetch.ts';
import { authorize, type Ctx, emit, transact } from '../kernel/index.ts';

export interface RequestRestInput {
  vendor: IntelVendor;
  key: string;
  /** Alerts that are known to be left. */
  left: number;
  /** So many of what is left the vendor did not show: the next run begins behind them. */
  passed: number;
  /** Indicators on the case that no source was asked about. */
  unasked: number;
}

/**
 * Asks for the analysis of what one run has left, of an open case. The next run takes the place of this one: however many there are, they are no
 * chain of automations that start each other, since each of them leaves less.
 */
export async function requestRest({
  ctx,
  input: { vendor, key, left, passed, unasked },
}: {
  ctx: Ctx;
  input: RequestRestInput;
}): Promise<{ asked: boolean }> {
  authorize(ctx.actor, 'case.update');
  const instead = { ...ctx, ...(ctx.cause && { cause: ctx.cause.slice(0, -1) }) };
  return transact(instead, 'intel.request-rest', async (tx) => {
    const of = await lockCase(tx, key, 'case.observe');
    if (!isOpen(of.stage)) return { asked: false };
    const said = {
      key: keyOf(of.number),
      previous: null,
      current: { alerts: left, passed, unasked },
      actor: refOf(tx.actor),
    };
    await emit(tx, 'case/intel.due', { ...said, vendor }, { caseId: of.id });
    return { asked: true };
  });
}
