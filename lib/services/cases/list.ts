import { and, asc, desc, inArray, type SQL, sql } from 'drizzle-orm';
import { type Case, cases } from '../../db/schema/index.ts';
import { type CaseSort, keyOf, numberOf } from '../../domain/case.ts';
import type { CaseListItem } from '../../domain/views/case.ts';
import type { Page } from '../../domain/views/common.ts';
import { authorize, type Ctx, type CursorKind, decodeCursor, foreignCursor, pageFrom, parse } from '../kernel/index.ts';
import { caseFilters } from './filters.ts';
import { countOfCases, narrow, withIds } from './narrow.ts';
import { CaseQuery } from './query.ts';
import { type Found, searchCases, wordsOf } from './search.ts';
import { snippetsOf } from './snippets.ts';
import { caseListItems } from './view.ts';

interface Order {
  column: SQL;
  sortValue: (row: Case) => string | number;
  descending: boolean;
  type: SQL;
  kind: CursorKind;
}

const moment = sql.raw('timestamptz');
const byUpdate = {
  column: sql`${cases.updatedAt}`,
  sortValue: (row: Case) => row.updatedAt.toISOString(),
  type: moment,
  kind: 'moment',
} as const;
const byCreation = {
  column: sql`${cases.createdAt}`,
  sortValue: (row: Case) => row.createdAt.toISOString(),
  type: moment,
  kind: 'moment',
} as const;
const bySeverity = {
  column: sql`${cases.severityRank}`,
  sortValue: (row: Case) => row.severityRank,
  type: sql.raw('int'),
  kind: 'integer',
} as const;
/** Cases without a due time stand last in both directions: they wait for nothing. The same expressions as in the indexes. */
const byDueTime = (none: 'infinity' | '-infinity') =>
  ({
    column: sql`coalesce(${cases.leadDueAt}, ${sql.raw(`'${none}'::timestamptz`)})`,
    sortValue: (row: Case) => row.leadDueAt?.toISOString() ?? none,
    type: moment,
    kind: 'due',
  }) as const;

const ORDERS: Record<Exclude<CaseSort, 'rank'>, Order> = {
  '-updated': { ...byUpdate, descending: true },
  updated: { ...byUpdate, descending: false },
  '-created': { ...byCreation, descending: true },
  created: { ...byCreation, descending: false },
  '-severity': { ...bySeverity, descending: true },
  severity: { ...bySeverity, descending: false },
  sla: { ...byDueTime('infinity'), descending: false },
  '-sla': { ...byDueTime('-infinity'), descending: true },
};

/** Lists cases that the actor may see, by keyset: a page costs the same at any depth. A search lists the newest two thousand. */
export async function listCases({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<CaseListItem>> {
  authorize(ctx.actor, 'case.read');
  const query = parse(CaseQuery, input);
  const filters = await caseFilters(ctx, query);
  const found = await searchCases(ctx, query, filters);
  if (!found) return pageInOrder(ctx, query, filters);
  const page = await (query.sort === 'rank'
    ? pageOfRanked(ctx, query, found)
    : pageInOrder(ctx, query, filters, found));
  return { ...page, items: await withSnippets(ctx, query, found, page.items) };
}

/** A page of a list in the order of a column, of what was found where something was searched for. */
async function pageInOrder(
  ctx: Ctx,
  query: CaseQuery,
  filters: SQL | undefined,
  found?: Found,
): Promise<Page<CaseListItem>> {
  const sort = query.sort === 'rank' ? '-created' : query.sort;
  const { column, sortValue, descending, type, kind } = ORDERS[sort];
  const cursor = decodeCursor(query.cursor, ['text', kind, 'integer']);
  if (cursor && cursor[0] !== sort) throw foreignCursor();
  const after = cursor
    ? sql`(${column}, ${cases.number}) ${sql.raw(descending ? '<' : '>')} (${cursor[1]}::${type}, ${cursor[2]}::bigint)`
    : undefined;
  const direction = descending ? desc : asc;
  const rowsOf = (where: SQL | undefined) =>
    ctx.db
      .select()
      .from(cases)
      .where(and(where, after))
      .orderBy(direction(column), direction(cases.number))
      .limit(query.limit + 1);
  const [rows, count] = found
    ? [await rowsOf(withIds(found.hits.map(({ id }) => id))), found.count]
    : await countedRows(ctx, query, filters, rowsOf);
  const items = await caseListItems(ctx.db, ctx, rows.slice(0, query.limit));
  const cursorOf = (row: Case) => [sort, sortValue(row), row.number];
  return { ...pageFrom(rows, query.limit, cursorOf, (shown) => shown, count), items };
}

/** A filter that few may fit is looked at first; for the others the count and the page are asked for at once. */
async function countedRows(
  { db }: Ctx,
  query: CaseQuery,
  filters: SQL | undefined,
  rowsOf: (where: SQL | undefined) => Promise<Case[]>,
): Promise<[Case[], Page<unknown>['count']]> {
  if (!mayBeRare(query)) return Promise.all([rowsOf(filters), countOfCases(db, query, filters)]);
  const { ids, count } = await narrow(db, query, filters);
  return [await rowsOf(ids ? withIds(ids) : filters), count];
}

/** The best hits first. There are two thousand at most, so that the cursor is a place among them. */
async function pageOfRanked(ctx: Ctx, query: CaseQuery, { hits, count }: Found): Promise<Page<CaseListItem>> {
  const cursor = decodeCursor(query.cursor, ['text', 'integer']);
  if (cursor && cursor[0] !== 'rank') throw foreignCursor();
  const from = Number(cursor?.[1] ?? 0);
  const shown = hits.slice(from, from + query.limit + 1);
  const rows = await ctx.db
    .select()
    .from(cases)
    .where(withIds(shown.map(({ id }) => id)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ordered = shown.flatMap(({ id }) => byId.get(id) ?? []);
  const items = await caseListItems(ctx.db, ctx, ordered.slice(0, query.limit));
  const cursorOf = () => ['rank', from + query.limit];
  return { ...pageFrom(ordered, query.limit, cursorOf, (all) => all, count), items };
}

/** Where the words stand, for the cases of one page. */
async function withSnippets(ctx: Ctx, query: CaseQuery, found: Found, items: CaseListItem[]): Promise<CaseListItem[]> {
  const words = wordsOf(query.q);
  if (!words) return items;
  const rows = await ctx.db
    .select({ id: cases.id, number: cases.number })
    .from(cases)
    .where(
      inArray(
        cases.number,
        items.map((item) => numberOf(item.key)!),
      ),
    );
  const textOf = new Map(found.hits.map(({ id, textId }) => [id, textId]));
  const texts = new Map(rows.map((row) => [keyOf(row.number), textOf.get(row.id) ?? null]));
  const snippets = await snippetsOf(
    ctx.db,
    words,
    [...texts.values()].filter((id) => id !== null),
  );
  return items.map((item) => {
    const hit = snippets.get(texts.get(item.key) ?? '');
    return hit ? { ...item, hit } : item;
  });
}

/** These fit nearly none of the cases, or nearly all; what else there is has an index in the order of the usual sorts, or is common. */
const RARE = [
  'state',
  'source',
  'category',
  'store',
  'tag',
  'field',
  'verdict',
  'vip',
  'assignee',
  'sla',
  'figure',
] as const;
const mayBeRare = (query: CaseQuery) =>
  RARE.some((name) => query[name] !== undefined) ||
  Object.keys(query).some((name) => /^(created|updated|due|resolved)(From|To)$/.test(name));
