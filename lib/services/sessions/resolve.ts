import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { members, sessions } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';

export interface ResolvedSession {
  actor: Extract<Actor, { kind: 'user' }>;
  email: string;
  mustChangePassword: boolean;
}

/** The member behind a session that is live now, or null: asked on every request, so a session ends the moment its row says so. */
export async function resolveSession(db: Db, sessionId: string, now: Date): Promise<ResolvedSession | null> {
  const [found] = await db
    .select({
      id: members.id,
      name: members.name,
      email: members.email,
      role: members.role,
      must: members.mustChangePassword,
    })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId))
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        isNull(members.disabledAt),
      ),
    );
  if (!found) return null;
  const { id, name, role, email, must } = found;
  return { actor: { kind: 'user', id, name, role }, email, mustChangePassword: must };
}

/** Ends a session; a second time changes nothing. */
export async function endSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
}
