import { eq, sql } from 'drizzle-orm';
import { vendorSessions } from '../../db/schema/index.ts';
import type { Ctx } from '../kernel/index.ts';

/** Takes a session out of use: its run may open another one, and the sweep ends this one, were its run still at work. */
export async function retireSession({
  ctx,
  input: { id },
}: {
  ctx: Pick<Ctx, 'db' | 'now'>;
  input: { id: string };
}): Promise<void> {
  await ctx.db
    .update(vendorSessions)
    .set({
      retiredAt: sql`coalesce(${vendorSessions.retiredAt}, ${ctx.now.toISOString()}::timestamptz)`,
      nextTryAt: ctx.now,
    })
    .where(eq(vendorSessions.id, id));
}
