import { desc, eq } from 'drizzle-orm';
import { reports } from '../../db/schema/index.ts';
import type { HealthSnapshot } from '../../domain/views/health.ts';
import type { Ctx } from '../kernel/index.ts';

/** What the last check reported, or null before the first. For our own processes. */
export async function lastCheck({ ctx }: { ctx: Pick<Ctx, 'db'> }): Promise<HealthSnapshot | null> {
  const [last] = await ctx.db
    .select({ snapshot: reports.snapshot })
    .from(reports)
    .where(eq(reports.kind, 'health'))
    .orderBy(desc(reports.from), desc(reports.id))
    .limit(1);
  return (last?.snapshot as HealthSnapshot | undefined) ?? null;
}
