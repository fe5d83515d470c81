import { eq, sql } from 'drizzle-orm';
import { reports } from '../../db/schema/index.ts';
import type { HealthCard } from '../../domain/views/health.ts';
import { authorize, type Ctx } from '../kernel/index.ts';

/** Keeps with a check’s report what became of its card; null: it was not sent, and another try may. */
export async function settleCard({
  ctx,
  input: { id, card },
}: {
  ctx: Ctx;
  input: { id: string; card: HealthCard | null };
}): Promise<void> {
  authorize(ctx.actor, 'report.write');
  await ctx.db
    .update(reports)
    .set({ snapshot: sql`jsonb_set(${reports.snapshot}, '{card}', ${JSON.stringify(card)}::jsonb)` })
    .where(eq(reports.id, id));
}
