import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import { cases, members } from '../../db/schema/index.ts';
import { authorize, COUNT_CAP, type Ctx } from '../kernel/index.ts';
import { caseFilters, slaFilter } from './filters.ts';

export type CaseCounts = Record<'myOpen' | 'unassigned' | 'atRisk' | 'breached' | 'scout' | 'identity' | 'all', number>;

/**
 * How many open cases each shipped view holds, as far as {@link COUNT_CAP}. One pass over the open cases: measured with 7,800 of them
 * among 200,000, seven queries took 117 ms.
 */
export async function countCases({ ctx }: { ctx: Ctx }): Promise<CaseCounts> {
  authorize(ctx.actor, 'case.read');
  const scouts = ctx.db.select({ id: members.id }).from(members).where(eq(members.kind, 'ai'));
  const capped = (where: SQL | undefined = sql`true`) =>
    sql<number>`least(count(*) filter (where ${where}), ${sql.raw(String(COUNT_CAP))})::int`;
  const [counts] = await ctx.db
    .select({
      myOpen: capped(ctx.actor.kind === 'user' ? eq(cases.assigneeId, ctx.actor.id) : sql`false`),
      unassigned: capped(sql`${cases.assigneeId} is null`),
      atRisk: capped(slaFilter(ctx, 'at_risk')),
      breached: capped(slaFilter(ctx, 'breached')),
      scout: capped(inArray(cases.assigneeId, scouts)),
      identity: capped(eq(cases.category, 'Identity & Access')),
      all: capped(),
    })
    .from(cases)
    .where(await caseFilters(ctx, { open: true }));
  return counts!;
}
