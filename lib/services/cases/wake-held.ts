import { and, asc, eq, lte } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import { refreshLeadTimer } from './timers.ts';
import { moveCase } from './transition.ts';

const BATCH = 100;

/**
 * Brings back the cases whose time on hold is over: to their owner's desk, or to triage where they have none. Each is a transaction of
 * its own, and one that another worker holds is left to it. Answers the keys of those that came back, at most {@link BATCH}.
 */
export async function wakeHeld({ ctx }: { ctx: Ctx }): Promise<string[]> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the clock wakes cases.');
  const over = and(eq(cases.stage, 'on_hold'), lte(cases.wakeAt, ctx.now));
  const due = await ctx.db.select({ id: cases.id }).from(cases).where(over).orderBy(asc(cases.wakeAt)).limit(BATCH);
  const woken: string[] = [];
  for (const { id } of due) {
    const key = await transact(ctx, `cases.wake-held.${id}`, async (tx) => {
      const [held] = await tx.tx
        .select()
        .from(cases)
        .where(and(eq(cases.id, id), over))

        .for('no key update', { skipLocked: true });
      if (!held) return null;
      const state = held.assigneeId ? 'in_progress' : 'triage';
      await moveCase(tx, held, { state, reason: 'The time on hold is over' });
      await refreshLeadTimer(tx, id);
      return keyOf(held.number);
    });
    if (key) woken.push(key);
  }
  return woken;
}
