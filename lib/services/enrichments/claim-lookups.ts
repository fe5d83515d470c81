import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { enrichmentBudgets, enrichmentLeases, enrichments } from '../../db/schema/index.ts';
import type { ObservableVerdict } from '../../domain/observables/types.ts';
import { expiresAt } from '../../domain/verdict.ts';
import type { Ctx } from '../kernel/index.ts';

export interface ClaimInput {
  /** Each once. */
  observableIds: readonly string[];
  source: string;
  /** Lookups a UTC day; null: as many as there are. */
  dailyBudget: number | null;
  /** After so long whoever asks has given up for sure. */
  leaseSeconds: number;
  /** The step that asks: done again after a crash, it takes its own claims over. */
  holder: string;
}

export type Claim =
  /** Ask now; {@link releaseLookups} afterwards, whatever came of it. */
  | { do: 'ask' }
  /** An answer stands and is still good. */
  | { do: 'use'; state: 'answered' | 'unknown'; verdict: ObservableVerdict | null }
  /** Somebody else is asking. */
  | { do: 'wait' }
  /** The budget is used up, or the source said so itself. */
  | { do: 'leave'; reason: 'budget' | 'paused'; until: Date };

type Of = Pick<ClaimInput, 'observableIds' | 'source' | 'holder'>;

/**
 * About which of these observables a source may be asked now. One lookup of the two at a time, only where no answer is fresh, and each counted
 * against the source's day, however many processes ask at once.
 */
export async function claimLookups({
  ctx,
  input,
}: {
  ctx: Pick<Ctx, 'db' | 'now'>;
  input: ClaimInput;
}): Promise<Map<string, Claim>> {
  return ctx.db.transaction(async (tx) => {
    const mine = await lease(tx, ctx.now, input);
    const fresh = await freshAnswers(tx, ctx.now, { ...input, observableIds: mine });
    const wanted = mine.filter((id) => !fresh.has(id));
    const { granted, others } = await spend(tx, ctx.now, { ...input, wanted: wanted.length });
    const asked = new Set(wanted.slice(0, granted));
    await dropLeases(tx, { ...input, observableIds: mine.filter((id) => !asked.has(id)) });
    const left = new Set(wanted.slice(granted));
    return new Map(
      input.observableIds.map((id): [string, Claim] => {
        if (asked.has(id)) return [id, { do: 'ask' }];
        return [id, fresh.get(id) ?? (left.has(id) ? others! : { do: 'wait' })];
      }),
    );
  });
}

/** Ends claims that said `ask`, and keeps until when the source lets us ask no more, where it said so. */
export async function releaseLookups({
  ctx,
  input,
}: {
  ctx: Pick<Ctx, 'db' | 'now'>;
  input: Of & { pausedUntil?: Date | undefined };
}): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await dropLeases(tx, input);
    if (!input.pausedUntil) return;
    await tx.update(enrichmentBudgets).set({ pausedUntil: input.pausedUntil }).where(ofDay(input.source, ctx.now));
  });
}

/** The observables that are ours to ask about. In one order for everybody, so that two who want the same wait for each other. */
async function lease(
  tx: Tx,
  now: Date,
  { observableIds, source, holder, leaseSeconds }: ClaimInput,
): Promise<string[]> {
  if (observableIds.length === 0) return [];
  const until = new Date(now.getTime() + leaseSeconds * 1_000);
  const mine = await tx
    .insert(enrichmentLeases)
    .values([...observableIds].sort().map((observableId) => ({ observableId, source, holder, until })))
    .onConflictDoUpdate({
      target: [enrichmentLeases.observableId, enrichmentLeases.source],
      set: { holder, until },
      setWhere: sql`${enrichmentLeases.until} <= ${now.toISOString()}::timestamptz or ${enrichmentLeases.holder} = ${holder}`,
    })
    .returning({ observableId: enrichmentLeases.observableId });
  const held = new Set(mine.map(({ observableId }) => observableId));
  return observableIds.filter((id) => held.has(id));
}

/** A statement of its own, after the leases are ours: it sees what those before us have recorded. */
async function freshAnswers(
  tx: Tx,
  now: Date,
  { observableIds, source }: Pick<ClaimInput, 'observableIds' | 'source'>,
): Promise<Map<string, Claim>> {
  if (observableIds.length === 0) return new Map();
  const answers = await tx
    .select({
      observableId: enrichments.observableId,
      state: enrichments.state,
      verdict: enrichments.verdict,
      at: enrichments.at,
      ttlSeconds: enrichments.ttlSeconds,
    })
    .from(enrichments)
    .where(
      and(
        inArray(enrichments.observableId, [...observableIds]),
        eq(enrichments.source, source),
        eq(enrichments.standing, 'answer'),
      ),
    );
  return new Map(
    answers
      .filter((answer) => expiresAt(answer) > now)
      .map(({ observableId, state, verdict }): [string, Claim] => [
        observableId,
        { do: 'use', state: state === 'answered' ? 'answered' : 'unknown', verdict },
      ]),
  );
}

/** How many lookups the source's day still has, up to those that are wanted, and why there are no more. Its row is locked, so that the last is given once. */
async function spend(
  tx: Tx,
  now: Date,
  { source, dailyBudget, wanted }: Pick<ClaimInput, 'source' | 'dailyBudget'> & { wanted: number },
): Promise<{ granted: number; others: Claim | null }> {
  if (wanted === 0) return { granted: 0, others: null };
  const budget = dailyBudget ?? Number.MAX_SAFE_INTEGER;
  const usedUp: Claim = { do: 'leave', reason: 'budget', until: nextDay(now) };
  if (budget < 1) return { granted: 0, others: usedUp };
  const [day] = await tx
    .insert(enrichmentBudgets)
    .values({ source, day: dayOf(now), used: 0 })
    .onConflictDoUpdate({
      target: [enrichmentBudgets.source, enrichmentBudgets.day],
      set: { used: sql`${enrichmentBudgets.used}` },
    })
    .returning();
  const { used, pausedUntil } = day!;
  if (pausedUntil && pausedUntil > now)
    return { granted: 0, others: { do: 'leave', reason: 'paused', until: pausedUntil } };
  const granted = Math.max(0, Math.min(wanted, budget - used));
  if (granted > 0)
    await tx
      .update(enrichmentBudgets)
      .set({ used: used + granted })
      .where(ofDay(source, now));
  return { granted, others: usedUp };
}

async function dropLeases(tx: Tx, { observableIds, source, holder }: Of): Promise<void> {
  if (observableIds.length === 0) return;
  await tx
    .delete(enrichmentLeases)
    .where(
      and(
        inArray(enrichmentLeases.observableId, [...observableIds]),
        eq(enrichmentLeases.source, source),
        eq(enrichmentLeases.holder, holder),
      ),
    );
}

const ofDay = (source: string, now: Date) =>
  and(eq(enrichmentBudgets.source, source), eq(enrichmentBudgets.day, dayOf(now)));
const dayOf = (now: Date) => now.toISOString().slice(0, 10);
const nextDay = (now: Date) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
