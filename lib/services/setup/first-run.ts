import { eq } from 'drizzle-orm';
import { hashPassword, makePassword } from '../../crypto/password.ts';
import type { Db, Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { apiKeys, members, runbooks } from '../../db/schema/index.ts';
import { SHIPPED_RUNBOOKS } from '../../domain/runbook.ts';
import { hashKey, prefixOf } from '../api-keys/key.ts';

export interface FirstRunInput {
  adminEmail: string;
  /** Null: a one-time password is made. */
  adminPassword: string | null;
  bootstrapApiKey: string | null;
  now: Date;
}

export interface FirstRun {
  /** Only when this call made the administrator; `password` only when it was made here. */
  admin: { email: string; password: string | null } | null;
  apiKey: boolean;
}

/**
 * Brings a database to what the product ships with: an administrator (where there is none), Scout, runbooks, the bootstrap key.
 * Runs at every start; what is there already is left alone.
 */
export async function firstRun(db: Db, input: FirstRunInput): Promise<FirstRun> {
  return db.transaction(async (tx) => {
    await addScout(tx, input.now);
    await tx
      .insert(runbooks)
      .values(SHIPPED_RUNBOOKS.map((runbook) => ({ ...runbook, updatedAt: input.now })))
      .onConflictDoNothing();
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
  const [known] = await tx.select({ id: members.id }).from(members).where(eq(members.role, 'admin')).limit(1);
  if (known) return null;
  const password = input.adminPassword ?? makePassword();
  await tx.insert(members).values({
    id: newId(),
    name: 'Administrator',
    email: input.adminEmail.toLowerCase(),
    role: 'admin',
    passwordHash: await hashPassword(password),
    // A password that the operator chose stands in the environment by his own will; ours was shown on a terminal.
    mustChangePassword: input.adminPassword === null,
    eligible: false,
    createdAt: input.now,
    updatedAt: input.now,
  });
  return { email: input.adminEmail, password: input.adminPassword === null ? password : null };
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
