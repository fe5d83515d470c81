import { and, type SQL, sql } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { type CaseFacets, FACETS, type Facet, type FacetName } from '../../domain/views/case-list.ts';
import { authorize, type Ctx, parse } from '../kernel/index.ts';
import { byIndex } from './by-index.ts';
import { caseFilters, slaFilter } from './filters.ts';
import { firstOf, withIds } from './narrow.ts';
import { CaseFilter } from './query.ts';
import { searchCases } from './search.ts';

/** So many cases are looked at for the counts beside the filters: they guide, and the list itself counts. */
export const FACET_CAP = 5_000;
/** Of a filter with many values the most frequent ones. */
const VALUES = 30;

/**
 * The values of each filter with how many cases they would leave, within the other filters. A filter that is set is counted without itself, so that
 * its other values can be compared. One capped scan, and one more for each filter that is set.
 */
export async function caseFacets({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<CaseFacets> {
  authorize(ctx.actor, 'case.read');
  const query = parse(CaseFilter, input);
  const set = FACETS.filter((name) => query[name] !== undefined);
  const free = FACETS.filter((name) => query[name] === undefined);
  const counted = await Promise.all([
    countsOf(ctx, query, free),
    ...set.map((name) => countsOf(ctx, { ...query, [name]: undefined }, [name])),
  ]);
  return Object.assign({}, ...counted) as CaseFacets;
}

async function countsOf(ctx: Ctx, query: CaseFilter, names: FacetName[]): Promise<Partial<CaseFacets>> {
  const filters = await caseFilters(ctx, query);
  const found = await searchCases(ctx, query, filters);
  const where = found ? and(filters, withIds(found.hits.map(({ id }) => id))) : filters;
  const columns = names.map((name) => sql`${columnOf(ctx, name)} as ${sql.raw(name)}`);
  const { rows } = await byIndex(ctx.db, (tx) =>
    tx.execute<{ facet: FacetName | null; value: string | null; count: number }>(sql`
    with fits as materialized (
      ${firstOf(query, where, sql.join(columns, sql`, `), FACET_CAP + 1)})
    ${sql.join(names.map(groups), sql` union all `)}
    union all select null, null, count(*)::int from fits`),
  );
  // A search that stopped at its newest hits has not seen all either.
  const capped = found?.count.capped || (rows.find((row) => row.facet === null)?.count ?? 0) > FACET_CAP;
  const facetOf = (name: FacetName): Facet => ({
    values: rows
      .filter((row) => row.facet === name && row.value !== null)
      .map(({ value, count }) => ({ value: value!, count }))
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value)),
    capped,
  });
  return Object.fromEntries(names.map((name) => [name, facetOf(name)]));
}

const groups = (name: FacetName) => {
  const from = name === 'tag' ? sql`fits, unnest(tag) as value` : sql`(select ${sql.raw(name)} as value from fits) one`;
  return sql`(select ${name} as facet, value::text, count(*)::int from ${from} group by value order by count(*) desc limit ${VALUES})`;
};

const RANKED = sql.raw(SEVERITIES.map((severity) => `'${severity}'`).join(', '));

/** A case's value of a facet, as the filter of that name takes it. */
function columnOf(ctx: Ctx, name: FacetName): SQL {
  switch (name) {
    case 'severity':
      return sql`(array[${RANKED}])[${cases.severityRank} + 1]`;
    case 'assignee':
      return sql`coalesce(${cases.assigneeId}::text, 'none')`;
    case 'store':
      return sql`coalesce(${cases.store}, 'none')`;
    case 'tag':
      return sql`${cases.tags}`;
    case 'verdict':
      return sql`${cases.resolutionVerdict}`;
    case 'sla':
      return sql`case when ${slaFilter(ctx, 'breached')} then 'breached' when ${slaFilter(ctx, 'at_risk')} then 'at_risk' end`;
    default:
      return sql`${cases[name]}`;
  }
}
