import { and, eq, sql } from 'drizzle-orm';
import { caseTimers } from '../../db/schema/index.ts';
import type { Ctx } from '../kernel/index.ts';
import { MOST_CUSTOM } from '../sla/add-timer.ts';

/** How many more timers of its own each of these cases may have, by its id. For our own processes. */
export async function roomForTimers({
  ctx,
  input: { caseIds },
}: {
  ctx: Pick<Ctx, 'db'>;
  input: { caseIds: readonly string[] };
}): Promise<Map<string, number>> {
  const room = new Map(caseIds.map((id) => [id, MOST_CUSTOM]));
  if (room.size === 0) return room;
  const rows = await ctx.db
    .select({ caseId: caseTimers.caseId, count: sql<number>`count(*)::int` })
    .from(caseTimers)
    .where(
      and(eq(caseTimers.metric, 'custom'), sql`${caseTimers.caseId} = any(${sql.param([...room.keys()])}::uuid[])`),
    )
    .groupBy(caseTimers.caseId);
  for (const { caseId, count } of rows) room.set(caseId, Math.max(0, MOST_CUSTOM - count));
  return room;
}
