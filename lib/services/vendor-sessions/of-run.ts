import { and, eq } from 'drizzle-orm';
import { vendorSessions } from '../../db/schema/index.ts';
import type { Ctx } from '../kernel/index.ts';

/** Ids of all sessions of a run at a vendor that are not over, in use or not. */
export async function sessionsOfRun({
  ctx,
  input: { vendor, runId },
}: {
  ctx: Pick<Ctx, 'db'>;
  input: { vendor: string; runId: string };
}): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: vendorSessions.id })
    .from(vendorSessions)
    .where(and(eq(vendorSessions.vendor, vendor), eq(vendorSessions.runId, runId)))
    .orderBy(vendorSessions.openedAt);
  return rows.map(({ id }) => id);
}
