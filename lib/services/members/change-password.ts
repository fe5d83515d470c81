import { and, eq, isNull, ne } from 'drizzle-orm';
import { z } from 'zod';
import { hashPassword, verifyPassword } from '../../crypto/password.ts';
import { members, sessions } from '../../db/schema/index.ts';
import { forbidden, invalid } from '../errors.ts';
import { type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
import { clearAttempts, takeAttempt, waitSentence } from '../sessions/attempts.ts';

const PasswordChange = z.strictObject({
  current: z.string().min(1).max(256),
  next: z.string().min(12, 'A password has at least 12 characters.').max(256),
});

/** Changes one's own password and ends all other sessions of the member. */
export async function changePassword({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { body: unknown; sessionId: string };
}): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a member who is signed in has a password to change.');
  const { current, next } = parse(PasswordChange, input.body);
  const [member] = await ctx.db.select().from(members).where(eq(members.id, actor.id));
  // Whoever finds an open browser must not guess here what he may not guess at the door.
  const wait = member ? await takeAttempt(ctx.db, member.email, ctx.now) : null;
  if (wait !== null) throw invalid([{ pointer: '/current', message: waitSentence(wait) }]);
  if (!(await verifyPassword(current, member?.passwordHash ?? null)))
    throw invalid([{ pointer: '/current', message: 'This is not the current password.' }]);
  if (current === next)
    throw invalid([{ pointer: '/next', message: 'The new password must differ from the current one.' }]);
  const passwordHash = await hashPassword(next);
  await transact(ctx, 'members.change-password', async (tx) => {
    await clearAttempts(tx.tx, member!.email);
    await tx.tx
      .update(members)
      .set({ passwordHash, mustChangePassword: false, updatedAt: tx.now })
      .where(eq(members.id, actor.id));
    await tx.tx
      .update(sessions)
      .set({ revokedAt: tx.now })
      .where(and(eq(sessions.memberId, actor.id), ne(sessions.id, input.sessionId), isNull(sessions.revokedAt)));
    const diff = { password: { from: '(set)', to: '(set anew)' } };
    await writeAudit(tx, { action: 'member.change_password', entity: 'member', entityId: actor.id, diff });
  });
}
