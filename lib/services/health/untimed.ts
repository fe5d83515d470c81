import { and, eq, sql } from 'drizzle-orm';
import { healthTimers } from '../../db/schema/index.ts';
import type { Ctx } from '../kernel/index.ts';
import { FALCON } from './vendor.ts';

/** Those of Falcon's ids that no timer was ever started for, in their order. For our own processes. */
export async function untimed({
  ctx,
  input: { ids },
}: {
  ctx: Pick<Ctx, 'db'>;
  input: { ids: readonly string[] };
}): Promise<string[]> {
  if (ids.length === 0) return [];
  const all = sql.param([...ids]);
  const rows = await ctx.db
    .select({ id: healthTimers.vendorId })
    .from(healthTimers)
    .where(and(eq(healthTimers.vendor, FALCON), sql`${healthTimers.vendorId} = any(${all}::text[])`));
  const timed = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !timed.has(id));
}
