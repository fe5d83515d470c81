import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { signInAttempts } from '../../db/schema/index.ts';

const FREE_TRIES = 5;
const LONGEST_WAIT_MS = 15 * 60_000;

/** What an address's tries are counted under, whether a member has it or nobody. */
function keyOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}

/**
 * Takes one try for an address before its password is looked at, so that tries made at once are each counted. After five that did not
 * succeed each further one has to wait twice as long as the last (2 s, 4 s … 15 min). Answers null, or the whole seconds to wait.
 */
export async function takeAttempt(db: Db, email: string, now: Date): Promise<number | null> {
  const key = keyOf(email);
  const at = sql`${now.toISOString()}::timestamptz`;
  const waitAfter = (tries: ReturnType<typeof sql>) => sql`case when ${tries} >= ${FREE_TRIES}
    then ${at} + least(${LONGEST_WAIT_MS}::float8, 2000 * power(2, least(${tries} - ${FREE_TRIES}, 20))) * interval '1 millisecond' end`;
  const taken = await db.execute(sql`
    insert into sign_in_attempts as known (email_sha256, tries, updated_at) values (${key}, 1, ${at})
    on conflict (email_sha256) do update
      set tries = known.tries + 1, wait_until = ${waitAfter(sql`known.tries + 1`)}, updated_at = excluded.updated_at
      where known.wait_until is null or known.wait_until <= excluded.updated_at
    returning 1`);
  if (taken.rowCount === 1) return null;
  const [row] = await db
    .select({ until: signInAttempts.waitUntil })
    .from(signInAttempts)
    .where(eq(signInAttempts.emailSha256, key));
  return Math.max(1, Math.ceil(((row?.until?.getTime() ?? 0) - now.getTime()) / 1000));
}

/** Forgets the tries of an address: its password was right, or is another one now. */
export async function clearAttempts(db: Db | Tx, email: string): Promise<void> {
  await db.delete(signInAttempts).where(eq(signInAttempts.emailSha256, keyOf(email)));
}

/** The sentence for who has to wait; the same for every address. */
export const waitSentence = (seconds: number) => `Too many wrong passwords. Try again in ${seconds} s.`;
