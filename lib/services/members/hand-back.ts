import { and, asc, eq, sql } from 'drizzle-orm';
import { cases, type Member } from '../../db/schema/index.ts';
import { pickAssignee } from '../../domain/routing.ts';
import { giveCase, LEADS_QUEUE } from '../cases/assign.ts';
import { concernedMembers } from '../cases/concerned.ts';
import { ROUTING_LOCK } from '../cases/route.ts';
import { refreshTimers } from '../cases/timers.ts';
import { isOpenCase, newBatch, type TxCtx, writeBatch } from '../kernel/index.ts';
import { assignmentCandidates } from './candidates.ts';

/**
 * Gives the open cases of a member who can own none any more to others by the rules of assignment, from the member's own tier up; where
 * nobody is there, to the leads' queue. Each case says so on its timeline. `why` begins that sentence. Answers how many there were.
 */
export async function handBackCases(ctx: TxCtx, from: Member, why: string): Promise<number> {
  const held = await ctx.tx
    .select()
    .from(cases)
    .where(and(eq(cases.assigneeId, from.id), isOpenCase))
    .orderBy(asc(cases.number))
    .for('no key update');
  if (held.length === 0) return 0;
  // After the cases, in the order of everybody who routes one: nobody waits for the other.
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(${ROUTING_LOCK})`);
  const candidates = await assignmentCandidates(ctx.tx);
  const batch = newBatch();
  for (const one of held) {
    const routing = pickAssignee(candidates, {
      tier: from.tier ?? 1,
      skill: one.category,
      now: ctx.now,
      exclude: [from.id, ...(await concernedMembers(ctx.tx, one))],
    });
    const assignee = routing.assignee?.id ?? null;
    await giveCase({ ...ctx, batch }, one, { assignee, queue: LEADS_QUEUE, reason: `${why} ${routing.summary}` });
    // The next case finds its new owner as loaded as he will be.
    const taker = candidates.find(({ id }) => id === assignee);
    if (taker) Object.assign(taker, { openCases: taker.openCases + 1, lastAssignedAt: ctx.now });
  }
  await writeBatch(ctx.tx, batch);
  await refreshTimers(
    ctx,
    held.map(({ id }) => id),
  );
  return held.length;
}
