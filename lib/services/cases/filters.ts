import { and, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';
import { stageOf } from '../../domain/case-state.ts';
import { rankOf } from '../../domain/severity.ts';
import { type Ctx, isOpenCase, visibleCases } from '../kernel/index.ts';
import { findMember } from '../members/find.ts';
import type { CaseQuery } from './list.ts';

/**
 * The WHERE of a case query, within what the actor may see: all of it but what is searched for (`searchCases`). A key in the search box
 * is a filter.
 */
export async function caseFilters(ctx: Ctx, query: Partial<CaseQuery>): Promise<SQL | undefined> {
  const key = numberOf(query.q ?? '');
  return and(
    visibleCases(ctx.actor),
    // The stages are told too, and severities by their rank, because those have an index.
    query.state && and(inArray(cases.state, query.state), inArray(cases.stage, [...new Set(query.state.map(stageOf))])),
    query.stage && inArray(cases.stage, query.stage),
    query.severity && inArray(cases.severityRank, query.severity.map(rankOf)),
    query.source && inArray(cases.source, query.source),
    query.category && inArray(cases.category, query.category),
    query.tag && or(...query.tag.map((tag) => sql`${cases.tags} @> array[${tag}]::text[]`)),
    query.open === undefined ? undefined : query.open ? isOpenCase : sql`not ${isOpenCase}`,
    query.assignee && (await assigneeFilter(ctx, query.assignee)),
    query.sla && slaFilter(ctx, query.sla),
    key === null ? undefined : eq(cases.number, key),
  );
}

async function assigneeFilter(ctx: Ctx, wanted: string[]): Promise<SQL | undefined> {
  const parts = wanted.map(async (who) => {
    if (who === 'none') return isNull(cases.assigneeId);
    if (who === 'me') return ctx.actor.kind === 'user' ? eq(cases.assigneeId, ctx.actor.id) : sql`false`;
    return eq(cases.assigneeId, (await findMember(ctx.db, who, 'assignee')).id);
  });
  return or(...(await Promise.all(parts)));
}

/** Open cases whose earliest promise is at risk, or broken, at the context's time. */
export function slaFilter({ now }: Ctx, sla: 'at_risk' | 'breached'): SQL | undefined {
  const at = sql`${now.toISOString()}::timestamptz`;
  const due = sql`coalesce(${cases.leadDueAt}, 'infinity'::timestamptz)`;
  return sla === 'breached'
    ? and(isOpenCase, sql`${due} <= ${at}`)
    : and(isOpenCase, sql`${due} > ${at}`, lte(cases.leadAtRiskAt, now));
}
