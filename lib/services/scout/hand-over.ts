import { sql } from 'drizzle-orm';
import type { Case } from '../../db/schema/index.ts';
import { isOpen } from '../../domain/case-state.ts';
import type { Tier } from '../../domain/member.ts';
import { pickAssignee } from '../../domain/routing.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { giveCase, LEADS_QUEUE } from '../cases/assign.ts';
import { concernedMembers } from '../cases/concerned.ts';
import { lockCase } from '../cases/fetch.ts';
import { ROUTING_LOCK } from '../cases/route.ts';
import { refreshLeadTimer } from '../cases/timers.ts';
import { authorize, type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import { assignmentCandidates } from '../members/candidates.ts';
import { findScout } from '../members/scout.ts';

/** Gives a held case of Scout's to a person of a tier by the rules of assignment, or to the leads' queue. The caller refreshes the lead timer. */
export async function giveToPerson(
  ctx: TxCtx,
  before: Case,
  { tier, why }: { tier: Tier; why: string },
): Promise<{ after: Case; summary: string }> {
  // After the case, in the order of everybody who routes one: nobody waits for the other.
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(${ROUTING_LOCK})`);
  const routing = pickAssignee(await assignmentCandidates(ctx.tx), {
    tier,
    skill: before.category,
    now: ctx.now,
    exclude: await concernedMembers(ctx.tx, before),
  });
  const assignee = routing.assignee?.id ?? null;
  const reason = `${why} ${routing.summary}`;
  return { after: await giveCase(ctx, before, { assignee, queue: LEADS_QUEUE, reason }), summary: routing.summary };
}

/**
 * Hands a case over that Scout does not work to its end: it was switched off, or its run failed. Nothing happens to a case that is not
 * Scout's, or has ended. Answers what was done, in a sentence; null: nothing. Errors: `not_found`.
 */
export async function handOverUnworked({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; why: string };
}): Promise<string | null> {
  authorize(ctx.actor, 'case.assign');
  return transact(ctx, 'scout.hand-over', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.assign');
    const scout = await findScout(tx.tx);
    if (before.assigneeId !== scout.id || !isOpen(before.stage)) return null;
    return handOverHeld(tx, before, input.why);
  });
}

/** The same for a case of Scout's that is held. */
export async function handOverHeld(ctx: TxCtx, before: Case, why: string): Promise<string> {
  const { tier } = (await settingsOf(ctx.tx, 'scout')).parameters;
  const { after, summary } = await giveToPerson(ctx, before, { tier, why });
  await refreshLeadTimer(ctx, after.id);
  return summary;
}
