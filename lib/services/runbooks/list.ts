import { asc } from 'drizzle-orm';
import { type RunbookRow, runbooks } from '../../db/schema/index.ts';
import { authorize, type Ctx } from '../kernel/index.ts';

/** All runbooks with their phases and tasks, by name. */
export async function listRunbooks({ ctx }: { ctx: Ctx }): Promise<{ items: RunbookRow[] }> {
  authorize(ctx.actor, 'runbook.read');
  return { items: await ctx.db.select().from(runbooks).orderBy(asc(runbooks.name)) };
}
