import { and, arrayOverlaps, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { cases, members } from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';
import { fieldFilter, filterMoment, groupOf, valuesOf } from '../../domain/case-filter.ts';
import { rankOf } from '../../domain/severity.ts';
import { invalid } from '../errors.ts';
import { figureFilter } from '../figures/select.ts';
import { type Ctx, DUE, isAtRisk, isBreached, isOpenCase, visibleCases } from '../kernel/index.ts';
import { findMember } from '../members/find.ts';
import { stagesOf } from '../states/stages-of.ts';
import type { CaseFilter } from './query.ts';

/**
 * The WHERE of a case query, within what the actor may see: all of it but what is searched for (`searchCases`). A key in the search box
 * is a filter. Throws `invalid` for a state, a member, a field or a moment that is none.
 */
export async function caseFilters(ctx: Ctx, query: Partial<CaseFilter>): Promise<SQL | undefined> {
  const key = numberOf(query.q ?? '');
  return and(
    visibleCases(ctx.actor),
    query.state && (await stateFilter(ctx, query.state)),
    query.stage && inArray(cases.stage, query.stage),
    // By its rank, because that has an index.
    query.severity && inArray(cases.severityRank, query.severity.map(rankOf)),
    query.source && inArray(cases.source, query.source),
    query.category && inArray(cases.category, query.category),
    query.store && storeFilter(query.store),
    query.tag && arrayOverlaps(cases.tags, query.tag),
    query.field && fieldsFilter(query.field),
    query.verdict && inArray(cases.resolutionVerdict, query.verdict),
    query.vip === undefined ? undefined : query.vip ? sql`${cases.vip}` : sql`not ${cases.vip}`,
    query.open === undefined ? undefined : query.open ? isOpenCase : sql`not ${isOpenCase}`,
    query.assignee && (await assigneeFilter(ctx, query.assignee)),
    query.sla && slaFilter(ctx, query.sla),
    rangeFilter(ctx, query, 'created', sql`${cases.createdAt}`),
    rangeFilter(ctx, query, 'updated', sql`${cases.updatedAt}`),
    rangeFilter(ctx, query, 'due', DUE),
    rangeFilter(ctx, query, 'resolved', sql`${cases.resolvedAt}`),
    query.figure && figureOf(ctx, query),
    key === null ? undefined : eq(cases.number, key),
  );
}

function figureOf({ now }: Pick<Ctx, 'now'>, query: Partial<CaseFilter>): SQL | undefined {
  const bound = (name: 'figureFrom' | 'figureTo') => momentOf(query[name], name, now);
  return figureFilter(
    { figure: query.figure!, from: bound('figureFrom'), to: bound('figureTo'), work: query.work },
    now,
  );
}

/** The stages are told too, because those have an index. */
async function stateFilter({ db }: Pick<Ctx, 'db'>, wanted: string[]): Promise<SQL | undefined> {
  return and(inArray(cases.state, wanted), inArray(cases.stage, await stagesOf(db, wanted)));
}

function storeFilter(wanted: string[]): SQL | undefined {
  const named = wanted.filter((store) => store !== 'none');
  return or(
    named.length > 0 ? inArray(cases.store, named) : undefined,
    wanted.includes('none') ? isNull(cases.store) : undefined,
  );
}

/** Of each key that is named one of its values; a value of a list counts too. */
function fieldsFilter(wanted: string[]): SQL | undefined {
  const asked = wanted.map((text, at) => {
    const field = fieldFilter(text);
    if (!field) throw invalid([{ pointer: `/field/${at}`, message: `“${text}” is no field. Write key:value.` }]);
    return field;
  });
  const byKey = Map.groupBy(asked, ({ key }) => key);
  const holds = (key: string, value: unknown) =>
    sql`${cases.customFields} @> ${JSON.stringify({ [key]: value })}::jsonb`;
  return and(
    ...[...byKey].map(([key, fields]) =>
      or(...fields.flatMap(({ value }) => [...valuesOf(value), [value]].map((form) => holds(key, form)))),
    ),
  );
}

async function assigneeFilter(ctx: Ctx, wanted: string[]): Promise<SQL | undefined> {
  const parts = wanted.map(async (who) => {
    if (who === 'none') return isNull(cases.assigneeId);
    if (who === 'me') return ctx.actor.kind === 'user' ? eq(cases.assigneeId, ctx.actor.id) : sql`false`;
    if (who === 'scout') return scoutFilter(ctx);
    const group = groupOf(who);
    if (group !== null) return groupFilter(ctx, group);
    return eq(cases.assigneeId, (await findMember(ctx.db, who, 'assignee')).id);
  });
  return or(...(await Promise.all(parts)));
}

async function scoutFilter({ db }: Pick<Ctx, 'db'>): Promise<SQL | undefined> {
  const scouts = await db.select({ id: members.id }).from(members).where(eq(members.kind, 'ai'));
  return inArray(
    cases.assigneeId,
    scouts.map(({ id }) => id),
  );
}

/** Cases of a group's members, and those that stand unowned in the queue of that name. */
async function groupFilter({ db }: Pick<Ctx, 'db'>, group: string): Promise<SQL | undefined> {
  const inGroup = await db
    .select({ id: members.id })
    .from(members)
    .where(sql`${members.groups} @> array[${group}]::text[]`);
  const queue = and(isNull(cases.assigneeId), eq(cases.queue, group));
  if (inGroup.length === 0) return queue;
  const ids = inGroup.map(({ id }) => id);
  return or(inArray(cases.assigneeId, ids), queue);
}

function rangeFilter(
  { now }: Pick<Ctx, 'now'>,
  query: Partial<CaseFilter>,
  name: 'created' | 'updated' | 'due' | 'resolved',
  column: SQL,
): SQL | undefined {
  const bound = (side: 'From' | 'To') => {
    const moment = momentOf(query[`${name}${side}`], `${name}${side}`, now);
    return moment && sql`${moment.toISOString()}::timestamptz`;
  };
  const [from, to] = [bound('From'), bound('To')];
  return and(
    from && sql`${column} >= ${from}`,
    // What is never due is after everything, and yet not asked for.
    from && !to && name === 'due' ? isNotNull(cases.leadDueAt) : undefined,
    to && sql`${column} < ${to}`,
  );
}

/** The moment that a parameter means; undefined where none is given. */
function momentOf(text: string | undefined, name: string, now: Date): Date | undefined {
  if (!text) return undefined;
  const moment = filterMoment(text, now);
  if (moment) return moment;
  const message = `“${text}” is no moment. Write a date, a time with its zone, or a distance such as -24h or +2h.`;
  throw invalid([{ pointer: `/${name}`, message }]);
}

/** Open cases whose earliest promise is at risk, or broken, at the context's time. */
export function slaFilter({ now }: Pick<Ctx, 'now'>, sla: 'at_risk' | 'breached'): SQL | undefined {
  return and(isOpenCase, sla === 'breached' ? isBreached(now) : isAtRisk(now));
}
