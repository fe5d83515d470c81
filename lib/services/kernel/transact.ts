import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { effects } from '../../db/schema/index.ts';
import { ServiceError } from '../errors.ts';
import type { Ctx, TxCtx } from './context.ts';

/** Postgres: serialization failure and deadlock. The transaction did nothing, so it is safe to run it again. */
const TRANSIENT = new Set(['40001', '40P01']);

/**
 * Runs a verb's writes in one transaction, again after a deadlock. With `ctx.effect` set, the answer is stored under
 * `effect/name` in the same transaction, and a later call with the same key returns it without doing anything: a durable step that is
 * repeated after a crash has its effect once. Such an answer must survive JSON (dates come back as text).
 */
export async function transact<T>(ctx: Ctx, name: string, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.db.transaction(async (tx) => {
        const inner: TxCtx = { ...ctx, tx };
        if (!ctx.effect) return work(inner);
        const key = `${ctx.effect}/${name}`;
        const mine = await tx.insert(effects).values({ key }).onConflictDoNothing().returning({ key: effects.key });
        if (mine.length === 0) {
          const [done] = await tx.select().from(effects).where(eq(effects.key, key));
          if (!done) throw new ServiceError('unavailable', `The effect ${key} is being undone; try again.`);
          return done.result as T;
        }
        const result = await work(inner);
        await tx
          .update(effects)
          .set({ result: result ?? null })
          .where(eq(effects.key, key));
        return result;
      });
    } catch (error) {
      if (attempt >= 4 || !TRANSIENT.has(codeOf(error))) throw error;
      // Who begins again at once can take the same row back before the other one has woken, and both deadlock anew.
      await setTimeout(attempt * (20 + Math.random() * 40));
    }
  }
}

/** The SQLSTATE of a database error, also where drizzle has wrapped it; '' for anything else. */
export function codeOf(error: unknown): string {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return '';
}
