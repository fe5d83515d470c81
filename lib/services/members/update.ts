import { and, eq, isNull, ne } from 'drizzle-orm';
import { hashPassword } from '../../crypto/password.ts';
import { type Member, members, sessions } from '../../db/schema/index.ts';
import { nameOfRole, ownsCases } from '../../domain/actor.ts';
import { MemberPatch } from '../../domain/member.ts';
import type { MemberView } from '../../domain/views/member.ts';
import { conflict, notFound } from '../errors.ts';
import {
  authorize,
  type Ctx,
  codeOf,
  diffOf,
  isUuid,
  parse,
  type TxCtx,
  transact,
  writeAudit,
} from '../kernel/index.ts';
import { clearAttempts } from '../sessions/attempts.ts';
import { handBackCases } from './hand-back.ts';
import { memberViews } from './view.ts';

/**
 * Changes a member. Disabling one, or setting a password, ends the member's sessions at once; the open cases of who can own none any more go to
 * others in the same transaction.
 */
export async function updateMember({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: unknown };
}): Promise<MemberView> {
  authorize(ctx.actor, 'member.write');
  const { password, disabled, ...patch } = parse(MemberPatch, input.patch);
  if (!isUuid(input.id)) throw notFound('The member');
  const passwordHash = password ? await hashPassword(password) : undefined;
  try {
    return await transact(ctx, 'members.update', async (tx) => {
      const [before] = await tx.tx.select().from(members).where(eq(members.id, input.id)).for('update');
      if (!before) throw notFound('The member');
      await refuseLockout(tx, before, { disabled, role: patch.role });
      const change = {
        ...patch,
        ...(patch.onShift === undefined ? {} : { onShiftSince: patch.onShift === null ? null : tx.now }),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? (before.disabledAt ?? tx.now) : null }),
      };
      const diff = diffOf(before, change);
      if (Object.keys(diff).length === 0 && !passwordHash) return (await memberViews(tx.tx, [before], tx.now))[0]!;
      const [after] = await tx.tx
        .update(members)
        .set({
          ...change,
          ...(passwordHash ? { passwordHash, mustChangePassword: true } : {}),
          updatedAt: tx.now,
        })
        .where(eq(members.id, before.id))
        .returning();
      if (leavesWork(before, after!)) {
        const why = after!.disabledAt
          ? `${after!.name} was disabled.`
          : `${after!.name} is ${nameOfRole(after!.role)} now.`;
        await handBackCases(tx, after!, why);
      }
      if (passwordHash) await clearAttempts(tx.tx, after!.email);
      if (disabled || passwordHash)
        await tx.tx
          .update(sessions)
          .set({ revokedAt: tx.now })
          .where(and(eq(sessions.memberId, before.id), isNull(sessions.revokedAt)));
      await writeAudit(tx, {
        action: 'member.update',
        entity: 'member',
        entityId: before.id,
        diff: passwordHash ? { ...diff, password: { from: '(set)', to: '(set anew)' } } : diff,
      });
      return (await memberViews(tx.tx, [after!], tx.now))[0]!;
    });
  } catch (error) {
    if (codeOf(error) === '23505') throw conflict('There is a member with this e-mail already.');
    throw error;
  }
}

const canOwn = (member: Member) => member.disabledAt === null && ownsCases(member.role);
const leavesWork = (before: Member, after: Member) => canOwn(before) && !canOwn(after);

/** The last administrator stays one: nobody could undo it. Scout is always an analyst. */
async function refuseLockout(
  ctx: TxCtx,
  before: Member,
  change: { disabled?: boolean | undefined; role?: string | undefined },
) {
  if (before.kind === 'ai' && change.role && change.role !== before.role)
    throw conflict('Scout’s role cannot be changed.');
  const leaves = change.disabled === true || (change.role !== undefined && change.role !== 'admin');
  if (before.role !== 'admin' || !leaves) return;
  const others = await ctx.tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.role, 'admin'), isNull(members.disabledAt), ne(members.id, before.id)))
    .for('update');
  if (others.length === 0) throw conflict(`${before.name} is the last administrator. Make another one first.`);
}
