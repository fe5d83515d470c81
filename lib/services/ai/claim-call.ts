import { eq, sql } from 'drizzle-orm';
import { aiDays } from '../../db/schema/index.ts';
import type { AiTerms } from '../../domain/ai.ts';
import type { Ctx } from '../kernel/index.ts';

type Budget = Pick<AiTerms, 'dailyCalls' | 'dailyTokens'>;
type When = Pick<Ctx, 'db' | 'now'>;

export type AiClaim = { ok: true; day: string } | { ok: false; reason: string };

/**
 * Counts a call to the model against its day, with the tokens that it may need at the most, before it is made. One conditional statement:
 * the last of a budget is given once, however many processes ask.
 */
export async function claimAiCall({ ctx, input }: { ctx: When; input: Budget & { tokens: number } }): Promise<AiClaim> {
  const { tokens } = input;
  const dailyCalls = input.dailyCalls ?? Number.MAX_SAFE_INTEGER;
  const dailyTokens = input.dailyTokens ?? Number.MAX_SAFE_INTEGER;
  const day = dayOf(ctx.now);
  const now = ctx.now.toISOString();
  if (dailyCalls < 1 || tokens > dailyTokens) return { ok: false, reason: USED_UP };
  const claimed = await ctx.db
    .insert(aiDays)
    .values({ day, calls: 1, tokens })
    .onConflictDoUpdate({
      target: aiDays.day,
      set: { calls: sql`${aiDays.calls} + 1`, tokens: sql`${aiDays.tokens} + ${tokens}::bigint` },
      setWhere: sql`${aiDays.calls} < ${dailyCalls}::bigint and ${aiDays.tokens} + ${tokens}::bigint <= ${dailyTokens}::bigint
        and (${aiDays.pausedUntil} is null or ${aiDays.pausedUntil} <= ${now}::timestamptz)`,
    })
    .returning({ day: aiDays.day });
  if (claimed.length > 0) return { ok: true, day };
  const [row] = await ctx.db.select().from(aiDays).where(eq(aiDays.day, day));
  if (row?.pausedUntil && row.pausedUntil > ctx.now)
    return {
      ok: false,
      reason: `The model is left alone until ${row.pausedUntil.toISOString()}, after a limit or calls without an answer.`,
    };
  return { ok: false, reason: USED_UP };
}

const USED_UP = 'The model’s budget of today is used up.';

/** Puts what a call has really needed in the place of what was claimed for it, and keeps until when no more is to be asked. */
export async function settleAiCall({
  ctx,
  input,
}: {
  ctx: When;
  input: { day: string; claimed: number; used: number; pausedUntil?: Date | undefined };
}): Promise<void> {
  const { day, claimed, used, pausedUntil } = input;
  await ctx.db
    .update(aiDays)
    .set({
      tokens: sql`greatest(0, ${aiDays.tokens} + ${used - claimed}::bigint)`,
      ...(pausedUntil && { pausedUntil }),
    })
    .where(eq(aiDays.day, day));
}

/** What was asked of the model on the day of `now`. */
export async function readAiDay({
  ctx,
}: {
  ctx: When;
}): Promise<{ calls: number; tokens: number; pausedUntil: Date | null }> {
  const [row] = await ctx.db
    .select()
    .from(aiDays)
    .where(eq(aiDays.day, dayOf(ctx.now)));
  const paused = row?.pausedUntil && row.pausedUntil > ctx.now ? row.pausedUntil : null;
  return { calls: row?.calls ?? 0, tokens: row?.tokens ?? 0, pausedUntil: paused };
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10);
