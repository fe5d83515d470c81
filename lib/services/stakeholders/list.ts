import { asc, sql } from 'drizzle-orm';
import { stakeholders } from '../../db/schema/index.ts';
import type { StakeholdersView } from '../../domain/views/notice.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { MOST_RULES, stakeholdersViews } from './view.ts';

/** Who has a stake in which cases, by name. */
export async function listStakeholders({ ctx }: { ctx: Ctx }): Promise<{ items: StakeholdersView[] }> {
  authorize(ctx.actor, 'settings.read');
  const rows = await ctx.db
    .select()
    .from(stakeholders)
    .orderBy(asc(sql`lower(${stakeholders.name})`), asc(stakeholders.id))
    .limit(MOST_RULES);
  return { items: await stakeholdersViews(ctx.db, rows) };
}
