import { eq } from 'drizzle-orm';
import { type Case, type Member, members } from '../../db/schema/index.ts';
import { conflict } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';
import { findMember } from '../members/find.ts';

/**
 * The member, by id or e-mail, who is to own a case. Throws `invalid` where there is none and `conflict` where he can own no case:
 * disabled, a viewer, or the subject of the case himself.
 */
export async function findOwner(
  ctx: TxCtx,
  who: string,
  of: Pick<Case, 'subjectMemberId'> = { subjectMemberId: null },
): Promise<Member> {
  const member = await findMember(ctx.tx, who, 'assignee');
  if (member.disabledAt) throw conflict(`${member.name} is disabled and can own no case.`);
  if (member.role === 'viewer') throw conflict(`${member.name} is a viewer and can own no case.`);
  if (member.id === of.subjectMemberId)
    throw conflict(`${member.name} is the subject of this case and can never own it.`);
  return member;
}

/** Remembers when the member was last given a case: of equally loaded analysts the longest idle is next. */
export async function noteAssigned(ctx: TxCtx, member: Pick<Member, 'id'>): Promise<void> {
  await ctx.tx.update(members).set({ lastAssignedAt: ctx.now }).where(eq(members.id, member.id));
}

/** Whether an actor takes a case for himself, which is an act of a person on it. */
export const takesItself = (ctx: Pick<TxCtx, 'actor'>, member: Pick<Member, 'id'>) =>
  ctx.actor.kind === 'user' && ctx.actor.id === member.id;
