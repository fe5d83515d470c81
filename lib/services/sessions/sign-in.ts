import { eq, sql } from 'drizzle-orm';
import { verifyPassword } from '../../crypto/password.ts';
import type { Db } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { type Member, members, sessions } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { ServiceError } from '../errors.ts';
import { type TxCtx, writeAudit } from '../kernel/index.ts';
import { clearAttempts, takeAttempt, waitSentence } from './attempts.ts';

export const SESSION_MS = 12 * 60 * 60_000;

export interface SignedIn {
  sessionId: string;
  memberId: string;
  name: string;
  mustChangePassword: boolean;
}

/**
 * Checks a password and starts a session of twelve hours. Throws `unauthenticated`, with the same words and after the same work for a
 * wrong password, an unknown address and a disabled member; and while an address has to wait, also for the right password.
 */
export async function signIn(
  db: Db,
  input: { email: string; password: string; userAgent: string | null; ip?: string | null; now: Date },
): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase();
  const wait = await takeAttempt(db, email, input.now);
  if (wait !== null) throw new ServiceError('unauthenticated', waitSentence(wait));
  const [member] = await db
    .select()
    .from(members)
    .where(eq(sql`lower(${members.email})`, email));
  const right = await verifyPassword(input.password, member?.passwordHash ?? null);
  const origin = { ip: input.ip ?? null, userAgent: input.userAgent?.slice(0, 300) ?? null };
  if (!right || member?.kind !== 'user' || member.disabledAt) {
    // Also for an address that nobody has: the time that it takes must not tell the two apart.
    await db.transaction((tx) => noteSession({ tx, actor: SYSTEM, now: input.now, origin }, member, 'refused'));
    throw new ServiceError('unauthenticated', 'The e-mail or the password is wrong.');
  }
  const sessionId = newId();
  await db.transaction(async (tx) => {
    await clearAttempts(tx, email);
    await tx.insert(sessions).values({
      id: sessionId,
      memberId: member.id,
      createdAt: input.now,
      expiresAt: new Date(input.now.getTime() + SESSION_MS),
      userAgent: origin.userAgent,
    });
    const actor = { kind: 'user', id: member.id, name: member.name, role: member.role } as const;
    await noteSession({ tx, actor, now: input.now, origin }, member, 'start');
  });
  return { sessionId, memberId: member.id, name: member.name, mustChangePassword: member.mustChangePassword };
}

/**
 * Who came in and who was refused stand in the audit log, with where they came from. An address that nobody has is not written down: it may be
 * a password in the wrong field.
 */
async function noteSession(ctx: TxCtx, member: Member | undefined, what: 'start' | 'refused'): Promise<void> {
  await writeAudit(ctx, { action: `session.${what}`, entity: 'member', entityId: member?.id ?? 'unknown', diff: {} });
}
