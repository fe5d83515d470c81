import { eq } from 'drizzle-orm';
import { hashPassword, makePassword } from '../../crypto/password.ts';
import type { Db, Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { apiKeys, type Member, members, runbooks, sessions } from '../../db/schema/index.ts';
import { SHIPPED_RUNBOOKS } from '../../domain/runbook.ts';
import { hashKey, prefixOf } from '../api-keys/key.ts';
import { clearAttempts } from '../sessions/attempts.ts';
import { shipPolicies } from '../sla/ship.ts';

export interface FirstRunInput {
  adminEmail: string;
  /** Null: a one-time password is made. */
  adminPassword: string | null;
  bootstrapApiKey: string | null;
  now: Date;
}

export interface FirstRun {
  /** Only when this call made the administrator or gave him a new password; `password` only when it was made here. */
  admin: { email: string; password: string | null } | null;
  apiKey: boolean;
}

/**
 * Brings a database to what the product ships with: an administrator (where there is none), Scout, runbooks, the bootstrap key.
 * Runs at every start; what is there already is left alone, but for the one-time password of an administrator who never came in.
 */
export async function firstRun(db: Db, input: FirstRunInput): Promise<FirstRun> {
  return db.transaction(async (tx) => {
    await addScout(tx, input.now);
    await tx
      .insert(runbooks)
      .values(SHIPPED_RUNBOOKS.map((runbook) => ({ ...runbook, updatedAt: input.now })))
      .onConflictDoNothing();
    await shipPolicies(tx, input.now);
    return { admin: await addAdmin(tx, input), apiKey: await addKey(tx, input) };
  });
}

async function addScout(tx: Tx, now: Date): Promise<void> {
  await tx
    .insert(members)
    .values({
      id: newId(),
      kind: 'ai',
      name: 'Scout',
      email: 'scout@watchfloor.invalid',
      role: 'analyst',
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing();
}

async function addAdmin(tx: Tx, input: FirstRunInput): Promise<FirstRun['admin']> {
  const known = await tx.select().from(members).where(eq(members.role, 'admin')).for('update');
  const waiting = known.length === 1 ? known[0]! : null;
  if (known.length > 0 && !(waiting && (await neverCameIn(tx, waiting)))) return null;
  const password = input.adminPassword ?? makePassword();
  const secret = {
    passwordHash: await hashPassword(password),
    // A password that the operator chose stands in the environment by his own will; ours was shown on a terminal.
    mustChangePassword: input.adminPassword === null,
    updatedAt: input.now,
  };
  const shown = input.adminPassword === null ? password : null;
  if (waiting) {
    await tx.update(members).set(secret).where(eq(members.id, waiting.id));
    await clearAttempts(tx, waiting.email);
    return { email: waiting.email, password: shown };
  }
  await tx.insert(members).values({
    id: newId(),
    name: 'Administrator',
    email: input.adminEmail.toLowerCase(),
    role: 'admin',
    eligible: false,
    createdAt: input.now,
    ...secret,
  });
  return { email: input.adminEmail.toLowerCase(), password: shown };
}

/** The start that made his password may have been killed before it could print it, and nothing else knows it. */
async function neverCameIn(tx: Tx, { id, mustChangePassword, disabledAt }: Member): Promise<boolean> {
  if (!mustChangePassword || disabledAt) return false;
  const [session] = await tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.memberId, id)).limit(1);
  return session === undefined;
}

async function addKey(tx: Tx, { bootstrapApiKey: key, now }: FirstRunInput): Promise<boolean> {
  if (!key) return false;
  const made = await tx
    .insert(apiKeys)
    .values({
      id: newId(),
      name: 'Bootstrap',
      role: 'admin',
      hash: hashKey(key),
      prefix: prefixOf(key),
      createdBy: 'Watchfloor',
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: apiKeys.id });
  return made.length > 0;
}
