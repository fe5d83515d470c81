import { and, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { caseObservables, cases, observables } from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';
import { OPEN_STAGES, stageOf } from '../../domain/case-state.ts';
import { type Ctx, visibleCases } from '../kernel/index.ts';
import { findMember } from '../members/find.ts';
import { hasValue } from '../observables/has-value.ts';
import type { CaseQuery } from './list.ts';

/** The WHERE of a case query, within what the actor may see. */
export async function caseFilters(ctx: Ctx, query: Partial<CaseQuery>): Promise<SQL | undefined> {
  return and(
    visibleCases(ctx.actor),
    // The stages are told too, because they have an index.
    query.state && and(inArray(cases.state, query.state), inArray(cases.stage, [...new Set(query.state.map(stageOf))])),
    query.stage && inArray(cases.stage, query.stage),
    query.severity && inArray(cases.severity, query.severity),
    query.source && inArray(cases.source, query.source),
    query.category && inArray(cases.category, query.category),
    query.tag && or(...query.tag.map((tag) => sql`${cases.tags} @> array[${tag}]::text[]`)),
    query.open === undefined ? undefined : query.open ? isOpenCase : sql`not ${isOpenCase}`,
    query.assignee && (await assigneeFilter(ctx, query.assignee)),
    query.sla && slaFilter(ctx, query.sla),
    query.observable?.trim() ? sql`${cases.id} in (${holding(query.observable)})` : undefined,
    query.q?.trim() ? searchFilter(query.q.trim()) : undefined,
  );
}

/** Written with constants, so that the partial indexes over open cases fit it. */
const isOpenCase = sql`${cases.stage} in (${sql.raw(OPEN_STAGES.map((stage) => `'${stage}'`).join(', '))})`;

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

/** Ids of the cases that hold this indicator. */
const holding = (text: string) => sql`
  select ${caseObservables.caseId} from ${caseObservables}
  join ${observables} on ${observables.id} = ${caseObservables.observableId}
  where ${hasValue(text)}`;

/** One search box: a key opens the case; an indicator finds its cases exactly; words search the titles. */
function searchFilter(text: string): SQL {
  const number = numberOf(text);
  if (number !== null) return eq(cases.number, number);
  // A union and no OR: each half has its index, the OR of both would read every case.
  return sql`${cases.id} in (${holding(text)} union all
    select found.id from ${cases} found where to_tsvector('simple', found.title) @@ websearch_to_tsquery('simple', ${text}))`;
}
