import { asc } from 'drizzle-orm';
import { runbooks } from '../../db/schema/index.ts';
import type { RunbookView } from '../../domain/views/settings.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { runbookView } from './view.ts';

/** All runbooks with their phases and tasks as they are now, by name; retired ones say so. */
export async function listRunbooks({ ctx }: { ctx: Ctx }): Promise<{ items: RunbookView[] }> {
  authorize(ctx.actor, 'runbook.read');
  return { items: (await ctx.db.select().from(runbooks).orderBy(asc(runbooks.name))).map(runbookView) };
}
