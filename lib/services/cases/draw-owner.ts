import { randomInt } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type Case, members } from '../../db/schema/index.ts';
import { type ActorRef, ownsCases, type Role } from '../../domain/actor.ts';
import { isOpen } from '../../domain/case-state.ts';
import { drawn, type Pool, poolOf } from '../../domain/draw.ts';
import { type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import { assignmentCandidates } from '../members/candidates.ts';
import { giveCase, LEADS_QUEUE } from './assign.ts';
import { concernedMembers } from './concerned.ts';
import { lockCase } from './fetch.ts';
import { hasAnswered } from './progress-facts.ts';
import { ROUTING_LOCK } from './route.ts';
import { refreshLeadTimer } from './timers.ts';

export interface DrawInput {
  key: string;
  /** Who moved the case: a person gets it himself. */
  movedBy: ActorRef;
  roles: readonly Role[];
  groups: readonly string[];
  /** Who had it and did not answer, the last one last. Empty for the first draw, which leaves a human owner alone. */
  unanswered: readonly string[];
}

/** What came of a draw. `number` is the random one, of `of` candidates: who was to get the case can be checked from them. */
export interface Drawn {
  outcome: 'drawn' | 'kept' | 'taken' | 'nobody' | 'over';
  assignee: { id: string; name: string } | null;
  summary: string;
  draw: { from: Pool['from']; candidates: Pool['candidates']; number: number; of: number } | null;
}

/**
 * Gives a case in progress to somebody: to the person who moved it, where that one can own cases; a human owner keeps it; else to one drawn at random
 * among those on shift, each as likely as the other. With nobody there the owner keeps it, or it goes to the leads' queue, who are told.
 */
export async function drawOwner({ ctx, input }: { ctx: Ctx; input: DrawInput }): Promise<Drawn> {
  return transact(ctx, 'cases.draw', async (tx) => {
    const current = await lockCase(tx, input.key, 'case.assign');
    if (!isOpen(current.stage)) return without('over', null, `The case is ${current.state} by now.`);
    const owner = await humanOwner(tx.tx, current);
    // The caller looked before he held the case: whoever has answered since, or was named by somebody, keeps it.
    if (owner && (owner.id !== input.unanswered.at(-1) || (await hasAnswered(tx.tx, current))))
      return without('kept', owner, `${owner.name} owns the case and keeps it.`);
    const result = await takeOrDraw(tx, current, owner, input);
    await refreshLeadTimer(tx, current.id);
    return result;
  });
}

const without = (outcome: Drawn['outcome'], assignee: Drawn['assignee'], summary: string): Drawn => ({
  outcome,
  assignee,
  summary,
  draw: null,
});

async function humanOwner(tx: Tx, { assigneeId }: Case): Promise<{ id: string; name: string } | null> {
  if (assigneeId === null) return null;
  const [member] = await tx.select().from(members).where(eq(members.id, assigneeId));
  return member && member.kind === 'user' && !member.disabledAt ? { id: member.id, name: member.name } : null;
}

async function takeOrDraw(
  ctx: TxCtx,
  current: Case,
  owner: Drawn['assignee'],
  { movedBy, roles, groups, unanswered }: DrawInput,
): Promise<Drawn> {
  const concerned = await concernedMembers(ctx.tx, current);
  const mover =
    unanswered.length === 0 && movedBy.kind === 'user' && !concerned.includes(movedBy.id)
      ? await ownerById(ctx.tx, movedBy.id)
      : null;
  if (mover) {
    await giveCase(ctx, current, { assignee: mover.id, reason: 'moved it to In progress' });
    return without('taken', mover, `${mover.name} moved the case to In progress and gets it.`);
  }
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(${ROUTING_LOCK})`);
  const candidates = await assignmentCandidates(ctx.tx);
  const pool = poolOf(candidates, { now: ctx.now, roles, groups, exclude: [...unanswered, ...concerned] });
  if (!pool) return nobody(ctx, current, owner);
  const number = randomInt(pool.candidates.length);
  const one = drawn(pool, number);
  await giveCase(ctx, current, { assignee: one.id, keepPrevious: owner !== null });
  const of = pool.candidates.length;
  const where = pool.from === 'shift' ? 'on shift' : 'on call, with nobody on shift';
  return {
    outcome: 'drawn',
    assignee: one,
    summary: `Drew ${one.name} at random: number ${number + 1} of ${of} ${where}.`,
    draw: { ...pool, number, of },
  };
}

async function nobody(ctx: TxCtx, current: Case, owner: Drawn['assignee']): Promise<Drawn> {
  if (owner) return without('nobody', owner, `Nobody else is on shift or on call: ${owner.name} keeps the case.`);
  await giveCase(ctx, current, { assignee: null, queue: LEADS_QUEUE });
  return without(
    'nobody',
    null,
    'Nobody is on shift or on call: the case waits in the leads’ queue, and they are told.',
  );
}

async function ownerById(tx: Tx, id: string): Promise<Drawn['assignee']> {
  const [member] = await tx.select().from(members).where(eq(members.id, id));
  return member && !member.disabledAt && ownsCases(member.role) ? { id: member.id, name: member.name } : null;
}
