import { and, eq, inArray, isNull } from 'drizzle-orm';
import { type Case, type Member, members } from '../../db/schema/index.ts';
import { nameOfRole, OWNERS, ownsCases } from '../../domain/actor.ts';
import { conflict } from '../errors.ts';
import { once, type TxCtx } from '../kernel/index.ts';
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
  const member = await once(ctx, `member ${who}`, () => findMember(ctx.tx, who, 'assignee'));
  if (member.disabledAt) throw conflict(`${member.name} is disabled and can own no case.`);
  if (!ownsCases(member.role)) throw conflict(`${member.name} is ${nameOfRole(member.role)} and can own no case.`);
  if (member.id === of.subjectMemberId)
    throw conflict(`${member.name} is the subject of this case and can never own it.`);
  return member;
}

/** As {@link findOwner}, for an owner who is put back: he stays one who can own cases until the transaction ends. */
export async function holdOwner(ctx: TxCtx, who: string, of: Pick<Case, 'subjectMemberId'>): Promise<Member> {
  const member = await findOwner(ctx, who, of);
  const held = await once(ctx, `held ${member.id}`, () =>
    ctx.tx
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.id, member.id), isNull(members.disabledAt), inArray(members.role, OWNERS)))
      .for('share'),
  );
  if (held.length === 0) throw conflict(`${member.name} can own no case any more.`);
  return member;
}

/**
 * Remembers when the member was last given a case: of equally loaded analysts the longest idle is next. Throws `conflict` where the member was
 * disabled beside this, since {@link findOwner} looked: the row's lock decides which of the two came first.
 */
export async function noteAssigned(ctx: TxCtx, member: Pick<Member, 'id' | 'name'>): Promise<void> {
  const noted = await once(ctx, `assigned ${member.id}`, () =>
    ctx.tx
      .update(members)
      .set({ lastAssignedAt: ctx.now })
      .where(and(eq(members.id, member.id), isNull(members.disabledAt), inArray(members.role, OWNERS)))
      .returning({ id: members.id }),
  );
  if (noted.length === 0) throw conflict(`${member.name} can own no case any more.`);
}

/** Whether an actor takes a case for himself, which is an act of a person on it. */
export const takesItself = (ctx: Pick<TxCtx, 'actor'>, member: Pick<Member, 'id'>) =>
  ctx.actor.kind === 'user' && ctx.actor.id === member.id;
