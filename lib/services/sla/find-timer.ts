import type { Case } from '../../db/schema/index.ts';
import type { Timer } from '../../domain/sla/index.ts';
import type { CaseTimerView } from '../../domain/views/sla.ts';
import { refreshCase, timersOf } from '../cases/timers.ts';
import { notFound } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';
import { caseTimerView } from './view.ts';

/** A timer of a case as of now; throws `not_found` where the case has none of that id. */
export async function findTimer(ctx: TxCtx, of: Case, id: string): Promise<Timer> {
  return timerIn((await timersOf(ctx.tx, [of], ctx.now)).get(of.id) ?? [], id);
}

function timerIn(timers: readonly Timer[], id: string): Timer {
  const timer = timers.find((one) => one.id === id);
  if (!timer) throw notFound(`The timer “${id}”`);
  return timer;
}

/** The same as the API shows it, after a change of the case's history: what is stored is brought up to it. */
export async function freshTimer(ctx: TxCtx, of: Case, id: string): Promise<CaseTimerView> {
  const { row, timers } = await refreshCase(ctx, of.id);
  return caseTimerView(timerIn(timers, id), row.stage, ctx.now);
}
