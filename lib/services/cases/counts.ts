import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { cases, members } from '../../db/schema/index.ts';
import { authorize, COUNT_CAP, type Ctx } from '../kernel/index.ts';
import { caseFilters } from './filters.ts';

export type CaseCounts = Record<'myOpen' | 'unassigned' | 'atRisk' | 'breached' | 'scout' | 'identity' | 'all', number>;

/** How many open cases each shipped view holds, each counted to {@link COUNT_CAP} at most, in one round trip. */
export async function countCases({ ctx }: { ctx: Ctx }): Promise<CaseCounts> {
  authorize(ctx.actor, 'case.read');
  const scouts = ctx.db.select({ id: members.id }).from(members).where(eq(members.kind, 'ai'));
  const views: Record<keyof CaseCounts, SQL | undefined> = {
    myOpen: await caseFilters(ctx, { open: true, assignee: ['me'] }),
    unassigned: await caseFilters(ctx, { open: true, assignee: ['none'] }),
    atRisk: await caseFilters(ctx, { open: true, sla: 'at_risk' }),
    breached: await caseFilters(ctx, { open: true, sla: 'breached' }),
    scout: and(await caseFilters(ctx, { open: true }), inArray(cases.assigneeId, scouts)),
    identity: await caseFilters(ctx, { open: true, category: ['Identity & Access'] }),
    all: await caseFilters(ctx, { open: true }),
  };
  const columns = Object.entries(views).map(
    ([name, where]) =>
      sql`(select count(*)::int from (select 1 from ${cases} where ${where} limit ${COUNT_CAP}) as counted) as ${sql.identifier(name)}`,
  );
  const { rows } = await ctx.db.execute<CaseCounts>(sql`select ${sql.join(columns, sql`, `)}`);
  return rows[0]!;
}
