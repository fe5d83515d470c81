import { and, asc, desc, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Case, cases } from '../../db/schema/index.ts';
import { CASE_SORTS, type CaseSort } from '../../domain/case.ts';
import { Stage, State } from '../../domain/case-state.ts';
import { Severity } from '../../domain/severity.ts';
import type { CaseListItem } from '../../domain/views/case.ts';
import type { Page } from '../../domain/views/common.ts';
import {
  authorize,
  type Ctx,
  type CursorKind,
  countUpTo,
  decodeCursor,
  foreignCursor,
  many,
  pageFrom,
  paging,
  parse,
  texts,
} from '../kernel/index.ts';
import { caseFilters } from './filters.ts';
import { searchCases } from './search.ts';
import { caseListItems } from './view.ts';

export const CaseQuery = z.strictObject({
  state: many(State),
  stage: many(Stage),
  severity: many(Severity),
  /** `me`, `none`, or members' ids or e-mails. */
  assignee: texts(),
  source: texts(),
  category: texts(),
  tag: texts(),
  observable: z.string().optional(),
  q: z.string().max(500).optional(),
  sla: z.enum(['at_risk', 'breached']).optional(),
  open: z.stringbool().optional(),
  sort: z.enum(CASE_SORTS).default('-updated'),
  ...paging,
});
export type CaseQuery = z.output<typeof CaseQuery>;

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

const ORDERS: Record<CaseSort, Order> = {
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
  const where = found?.where ?? filters;
  const { column, sortValue, descending, type, kind } = ORDERS[query.sort];
  const cursor = decodeCursor(query.cursor, ['text', kind, 'integer']);
  if (cursor && cursor[0] !== query.sort) throw foreignCursor();
  const after = cursor
    ? sql`(${column}, ${cases.number}) ${sql.raw(descending ? '<' : '>')} (${cursor[1]}::${type}, ${cursor[2]}::bigint)`
    : undefined;
  const direction = descending ? desc : asc;
  const [rows, count] = await Promise.all([
    ctx.db
      .select()
      .from(cases)
      .where(and(where, after))
      .orderBy(direction(column), direction(cases.number))
      .limit(query.limit + 1),
    found?.count ?? countUpTo(ctx.db, sql`${cases}`, where),
  ]);
  const items = await caseListItems(ctx.db, ctx, rows.slice(0, query.limit));
  const cursorOf = (row: Case) => [query.sort, sortValue(row), row.number];
  return { ...pageFrom(rows, query.limit, cursorOf, (shown) => shown, count), items };
}
