import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { enrichmentBudgets, enrichmentLeases, enrichments } from '../../db/schema/index.ts';
import type { ObservableVerdict } from '../../domain/observables/types.ts';
import { expiresAt } from '../../domain/verdict.ts';
import type { Ctx } from '../kernel/index.ts';

export interface ClaimInput {
  observableId: string;
  source: string;
  /** Lookups a UTC day; null: as many as there are. */
  dailyBudget: number | null;
  /** After so long whoever asks has given up for sure. */
  leaseSeconds: number;
  /** The step that asks: done again after a crash, it takes its own claim over. */
  holder: string;
}

export type Claim =
  /** Ask now; {@link releaseLookup} afterwards, whatever came of it. */
  | { do: 'ask' }
  /** An answer stands and is still good. */
  | { do: 'use'; state: 'answered' | 'unknown'; verdict: ObservableVerdict | null }
  /** Somebody else is asking. */
  | { do: 'wait' }
  /** The budget is used up, or the source said so itself. */
  | { do: 'leave'; reason: 'budget' | 'paused'; until: Date };

/**
 * Whether a source may be asked about an observable now. One lookup of the two at a time, only where no answer is fresh, and each counted
 * against the source's day, however many processes ask at once.
 */
export async function claimLookup({ ctx, input }: { ctx: Pick<Ctx, 'db' | 'now'>; input: ClaimInput }): Promise<Claim> {
  return ctx.db.transaction(async (tx): Promise<Claim> => {
    if (!(await lease(tx, ctx.now, input))) return { do: 'wait' };
    const claim = (await freshAnswer(tx, ctx.now, input)) ?? (await spend(tx, ctx.now, input));
    if (claim.do !== 'ask') await dropLease(tx, input);
    return claim;
  });
}

/** Ends a claim that said `ask`, and keeps until when the source lets us ask no more, where it said so. */
export async function releaseLookup({
  ctx,
  input,
}: {
  ctx: Pick<Ctx, 'db' | 'now'>;
  input: Pick<ClaimInput, 'observableId' | 'source' | 'holder'> & { pausedUntil?: Date | undefined };
}): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await dropLease(tx, input);
    if (!input.pausedUntil) return;
    await tx.update(enrichmentBudgets).set({ pausedUntil: input.pausedUntil }).where(ofDay(input.source, ctx.now));
  });
}

async function lease(tx: Tx, now: Date, { observableId, source, holder, leaseSeconds }: ClaimInput): Promise<boolean> {
  const until = new Date(now.getTime() + leaseSeconds * 1_000);
  const mine = await tx
    .insert(enrichmentLeases)
    .values({ observableId, source, holder, until })
    .onConflictDoUpdate({
      target: [enrichmentLeases.observableId, enrichmentLeases.source],
      set: { holder, until },
      setWhere: sql`${enrichmentLeases.until} <= ${now.toISOString()}::timestamptz or ${enrichmentLeases.holder} = ${holder}`,
    })
    .returning({ holder: enrichmentLeases.holder });
  return mine.length > 0;
}

/** A statement of its own, after the lease is ours: it sees what the one before us has recorded. */
async function freshAnswer(tx: Tx, now: Date, { observableId, source }: ClaimInput): Promise<Claim | null> {
  const [answer] = await tx
    .select({
      state: enrichments.state,
      verdict: enrichments.verdict,
      at: enrichments.at,
      ttlSeconds: enrichments.ttlSeconds,
    })
    .from(enrichments)
    .where(
      and(
        eq(enrichments.observableId, observableId),
        eq(enrichments.source, source),
        eq(enrichments.standing, 'answer'),
      ),
    );
  if (!answer || expiresAt(answer) <= now) return null;
  return { do: 'use', state: answer.state === 'answered' ? 'answered' : 'unknown', verdict: answer.verdict };
}

/** One conditional statement, so that the last of the budget is given once. */
async function spend(tx: Tx, now: Date, { source, dailyBudget }: ClaimInput): Promise<Claim> {
  const budget = dailyBudget ?? Number.MAX_SAFE_INTEGER;
  if (budget < 1) return { do: 'leave', reason: 'budget', until: nextDay(now) };
  const spent = await tx
    .insert(enrichmentBudgets)
    .values({ source, day: dayOf(now), used: 1 })
    .onConflictDoUpdate({
      target: [enrichmentBudgets.source, enrichmentBudgets.day],
      set: { used: sql`${enrichmentBudgets.used} + 1` },
      setWhere: sql`${enrichmentBudgets.used} < ${budget}::bigint
        and (${enrichmentBudgets.pausedUntil} is null or ${enrichmentBudgets.pausedUntil} <= ${now.toISOString()}::timestamptz)`,
    })
    .returning({ used: enrichmentBudgets.used });
  if (spent.length > 0) return { do: 'ask' };
  const [row] = await tx.select().from(enrichmentBudgets).where(ofDay(source, now));
  if (row?.pausedUntil && row.pausedUntil > now) return { do: 'leave', reason: 'paused', until: row.pausedUntil };
  return { do: 'leave', reason: 'budget', until: nextDay(now) };
}

async function dropLease(
  tx: Tx,
  { observableId, source, holder }: Pick<ClaimInput, 'observableId' | 'source' | 'holder'>,
): Promise<void> {
  await tx
    .delete(enrichmentLeases)
    .where(
      and(
        eq(enrichmentLeases.observableId, observableId),
        eq(enrichmentLeases.source, source),
        eq(enrichmentLeases.holder, holder),
      ),
    );
}

const ofDay = (source: string, now: Date) =>
  and(eq(enrichmentBudgets.source, source), eq(enrichmentBudgets.day, dayOf(now)));
const dayOf = (now: Date) => now.toISOString().slice(0, 10);
const nextDay = (now: Date) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
