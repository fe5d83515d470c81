import { and, asc, eq, lte } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import { refreshLeadTimer } from './timers.ts';
import { moveCase } from './transition.ts';

const BATCH = 100;

/** A case that could not wake is tried again after so long, and keeps no other asleep until then. */
const AGAIN_MS = 60_000;

interface Woken {
  /** The keys of those that came back. */
  woken: string[];
  failed: { caseId: string; error: unknown }[];
  /** There may be more at once. */
  more: boolean;
}

/**
 * Brings back the cases whose time on hold is over, at most {@link BATCH} of them: to their owner's desk, or to triage where they have none.
 * Each is a transaction of its own; one that another worker holds is left to it, and one that fails waits for a minute.
 */
export async function wakeHeld({ ctx }: { ctx: Ctx }): Promise<Woken> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the clock wakes cases.');
  const due = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(isOver(ctx))
    .orderBy(asc(cases.wakeAt))
    .limit(BATCH);
  const woken: string[] = [];
  const failed: Woken['failed'] = [];
  for (const { id } of due) {
    try {
      const key = await wakeOne(ctx, id);
      if (key) woken.push(key);
    } catch (error) {
      failed.push({ caseId: id, error });
      await ctx.db
        .update(cases)
        .set({ wakeAt: new Date(ctx.now.getTime() + AGAIN_MS) })
        .where(and(eq(cases.id, id), isOver(ctx)));
    }
  }
  return { woken, failed, more: due.length === BATCH && woken.length + failed.length > 0 };
}

const isOver = ({ now }: Ctx) => and(eq(cases.stage, 'on_hold'), lte(cases.wakeAt, now));

/** Answers the case's key; null where it has come back already, or somebody holds it. */
function wakeOne(ctx: Ctx, id: string): Promise<string | null> {
  return transact(ctx, `cases.wake-held.${id}`, async (tx) => {
    const [held] = await tx.tx
      .select()
      .from(cases)
      .where(and(eq(cases.id, id), isOver(ctx)))
      .for('no key update', { skipLocked: true });
    if (!held) return null;
    const state = held.assigneeId ? 'in_progress' : 'triage';
    await moveCase(tx, held, { state, reason: 'The time on hold is over' });
    await refreshLeadTimer(tx, id);
    return keyOf(held.number);
  });
}
