import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import type { SettingsPart } from '../../db/schema/index.ts';
import type { TxCtx } from './context.ts';

/** Any number that nothing else in this database locks. */
const GOING_BY = 7_204_821;

/**
 * Which revision each part of the settings is in: the last of two statements. The first one keeps {@link outwaitReaders} waiting until this transaction
 * has ended; it comes before, so that the revision is that of a moment at which it was held.
 */
export const SETTINGS_QUESTION = `select pg_advisory_xact_lock_shared(${GOING_BY}); select part, revision from settings_revisions`;

/**
 * Waits until every transaction that goes by the settings as they were has ended, and makes those that begin wait until this one has: what
 * starts after this moment was not in force for any of the former. Also two who wait here are one after the other.
 */
export async function outwaitReaders(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(GOING_BY))})`);
}

/** The rows that the last of several statements answered, which the types do not know. */
export const lastRows = (answers: unknown) => (answers as { rows: PartRevision[] }[]).at(-1)!.rows;

/** A row of the answer to {@link SETTINGS_QUESTION}. */
export interface PartRevision extends Record<string, unknown> {
  part: SettingsPart;
  revision: string;
}

type Read<T> = (tx: Tx) => Promise<T>;

/** What this process has read of a database's settings, each with the revision that its part was in. */
type Memory = Map<Read<unknown>, { revision: string; value: unknown }>;

/** The settings as a transaction goes by them. */
export interface Settings {
  memory: Memory;
  /** As the transaction has found them; null: it has not asked yet. */
  found: readonly PartRevision[] | null;
}

const memories = new WeakMap<Db, Memory>();

/** What a transaction on this database begins with. */
export function settingsOf(db: Db, found: Settings['found']): Settings {
  const memory = memories.get(db) ?? new Map();
  memories.set(db, memory);
  return { memory, found };
}

/** Called after a wait for somebody else's change: what he went by may be newer than what this transaction has found. */
export function forgetRevisions({ settings }: Pick<TxCtx, 'settings'>): void {
  if (settings) settings.found = null;
}

/**
 * What `read` makes of a part of the settings, read only where the part was changed since this process did. An edit that was committed before the
 * transaction asked first is seen, in whatever process it was made. The answer is shared and must not be changed; `read` is always the same
 * function. A verb that edits the part reads the tables themselves.
 */
export async function remembered<T>(
  { tx, settings }: Pick<TxCtx, 'tx' | 'settings'>,
  part: SettingsPart,
  read: Read<T>,
): Promise<T> {
  if (!settings) return read(tx);
  settings.found ??= lastRows(await tx.execute(SETTINGS_QUESTION));
  const revision = settings.found.find((one) => one.part === part)?.revision;
  const known = settings.memory.get(read);
  if (known && known.revision === revision) return known.value as T;
  // Its snapshot is later than that of the revision: what is remembered under a number is never older than the number.
  const value = await read(tx);
  if (revision !== undefined) settings.memory.set(read, { revision, value });
  return value;
}
