import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { effects } from '../../db/schema/index.ts';
import { transaction } from '../../db/transaction.ts';
import { ServiceError } from '../errors.ts';
import { newBatch } from './batch.ts';
import type { Ctx, TxCtx } from './context.ts';
import { type PartRevision, SETTINGS_QUESTION, settingsOf } from './remembered.ts';
import { insertOf } from './rows.ts';

/** Postgres: serialization failure and deadlock. The transaction did nothing, so it is safe to run it again. */
const TRANSIENT = new Set(['40001', '40P01']);

/** How a verb is run that is to need few messages. */
interface Manner {
  /**
   * Its rows of timeline, audit log, outbox and ledger are kept back and written with the commit: it reads none of them itself. It waits for
   * nobody, so the settings are as they were when it began.
   */
  inOneGo?: boolean;
}

/**
 * Runs a verb's writes in one transaction, again after a deadlock. With `ctx.effect` set, the answer is stored under
 * `effect/name` in the same transaction, and a later call with the same key returns it without doing anything: a durable step that is
 * repeated after a crash has its effect once. Such an answer must survive JSON (dates come back as text).
 */
export async function transact<T>(
  ctx: Ctx,
  name: string,
  work: (ctx: TxCtx) => Promise<T>,
  { inOneGo = false }: Manner = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const question = inOneGo ? SETTINGS_QUESTION : null;
      return await transaction<T, PartRevision>(ctx.db, question, async (tx, found) => {
        const inner: TxCtx = { ...ctx, tx, settings: settingsOf(ctx.db, found) };
        if (!inOneGo) return { result: await onceOnly(inner, name, work), last: null };
        const batch = newBatch();
        return { result: await onceOnly({ ...inner, batch }, name, work), last: insertOf(batch) };
      });
    } catch (error) {
      if (attempt >= 4 || !TRANSIENT.has(codeOf(error))) throw error;
      // Who begins again at once can take the same row back before the other one has woken, and both deadlock anew.
      await setTimeout(attempt * (20 + Math.random() * 40));
    }
  }
}

/** The work, unless its effect was done before: then what it answered. */
async function onceOnly<T>(ctx: TxCtx, name: string, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  if (!ctx.effect) return work(ctx);
  const { tx } = ctx;
  const key = `${ctx.effect}/${name}`;
  const mine = await tx.insert(effects).values({ key }).onConflictDoNothing().returning({ key: effects.key });
  if (mine.length === 0) {
    const [done] = await tx.select().from(effects).where(eq(effects.key, key));
    if (!done) throw new ServiceError('unavailable', `The effect ${key} is being undone; try again.`);
    return done.result as T;
  }
  const result = await work(ctx);
  await tx
    .update(effects)
    .set({ result: result ?? null })
    .where(eq(effects.key, key));
  return result;
}

/** The SQLSTATE of a database error, also where drizzle has wrapped it; '' for anything else. */
export function codeOf(error: unknown): string {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return '';
}
