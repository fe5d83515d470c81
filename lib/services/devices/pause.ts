import { and, eq, gt, max } from 'drizzle-orm';
import { enrichmentBudgets } from '../../db/schema/index.ts';
import type { DeviceSource } from '../../domain/device/sources.ts';
import type { Ctx } from '../kernel/index.ts';

type Of<Input> = { ctx: Pick<Ctx, 'db' | 'now'>; input: Input };

/** Until when a source lets us ask no more; null: it may be asked now. */
export async function pausedUntil({ ctx, input }: Of<{ source: DeviceSource }>): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ until: max(enrichmentBudgets.pausedUntil) })
    .from(enrichmentBudgets)
    .where(and(eq(enrichmentBudgets.source, input.source), gt(enrichmentBudgets.pausedUntil, ctx.now)));
  return row?.until ?? null;
}

/** Keeps until when a source wants to be left alone, for every process. */
export async function pauseSource({ ctx, input }: Of<{ source: DeviceSource; until: Date }>): Promise<void> {
  const { source, until } = input;
  await ctx.db
    .insert(enrichmentBudgets)
    .values({ source, day: ctx.now.toISOString().slice(0, 10), used: 0, pausedUntil: until })
    .onConflictDoUpdate({
      target: [enrichmentBudgets.source, enrichmentBudgets.day],
      set: { pausedUntil: until },
    });
}
