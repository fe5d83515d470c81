import { eq, sql } from 'drizzle-orm';
import { verifyPassword } from '../../crypto/password.ts';
import type { Db } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { members, sessions } from '../../db/schema/index.ts';
import { ServiceError } from '../errors.ts';

const FREE_TRIES = 5;
const LONGEST_WAIT_MS = 15 * 60_000;
export const SESSION_MS = 12 * 60 * 60_000;

export interface SignedIn {
  sessionId: string;
  memberId: string;
  name: string;
  mustChangePassword: boolean;
}

/**
 * Checks a password and starts a session of twelve hours. After five wrong ones each further try has to wait twice as long as the last
 * (2 s, 4 s … 15 min). Throws `unauthenticated`, the same for a wrong password, an unknown address and a disabled member.
 */
export async function signIn(
  db: Db,
  input: { email: string; password: string; userAgent: string | null; now: Date },
): Promise<SignedIn> {
  const refused = new ServiceError('unauthenticated', 'The e-mail or the password is wrong.');
  const [member] = await db
    .select()
    .from(members)
    .where(eq(sql`lower(${members.email})`, input.email.trim().toLowerCase()));
  const waits = member?.signInAfter ?? null;
  if (waits !== null && waits > input.now) {
    const seconds = Math.ceil((waits.getTime() - input.now.getTime()) / 1000);
    throw new ServiceError('unauthenticated', `Too many wrong passwords. Try again in ${seconds} s.`);
  }
  const right = await verifyPassword(input.password, member?.passwordHash ?? null);
  if (member?.kind !== 'user') throw refused;
  if (!right || member.disabledAt) {
    await countFailure(db, member.id, input.now);
    throw refused;
  }
  const sessionId = newId();
  await db.transaction(async (tx) => {
    await tx.update(members).set({ failedSignIns: 0, signInAfter: null }).where(eq(members.id, member.id));
    await tx.insert(sessions).values({
      id: sessionId,
      memberId: member.id,
      createdAt: input.now,
      expiresAt: new Date(input.now.getTime() + SESSION_MS),
      userAgent: input.userAgent?.slice(0, 300) ?? null,
    });
  });
  return { sessionId, memberId: member.id, name: member.name, mustChangePassword: member.mustChangePassword };
}

/** One statement, so that tries made at once are each counted. */
async function countFailure(db: Db, memberId: string, now: Date): Promise<void> {
  await db.execute(sql`
    update members set failed_sign_ins = failed_sign_ins + 1,
      sign_in_after = case when failed_sign_ins + 1 >= ${FREE_TRIES}
        then ${now.toISOString()}::timestamptz
          + least(${LONGEST_WAIT_MS}, 2000 * power(2, least(failed_sign_ins + 1 - ${FREE_TRIES}, 20))) * interval '1 millisecond'
        end
    where id = ${memberId}`);
}
