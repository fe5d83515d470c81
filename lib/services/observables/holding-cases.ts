import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { caseObservables, cases } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import type { HoldingCase, Standing } from '../../domain/views/observable.ts';
import { caseListItems } from '../cases/view.ts';
import {
  authorize,
  type Ctx,
  decodeCursor,
  isOpenCase,
  pageFrom,
  paging,
  parse,
  visibleCases,
} from '../kernel/index.ts';
import { findObservable } from './find.ts';
import { newestHolders } from './holders.ts';
import { countCasesOf, NO_CASES } from './visible.ts';

/**
 * The cases that hold an observable, as far as the actor may see them, the newest first. The links are walked as their index has them: a
 * page of one that 100,000 cases hold costs what one of ten does.
 */
export async function listHoldingCases({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; query: unknown };
}): Promise<Page<HoldingCase>> {
  authorize(ctx.actor, 'observable.read');
  const query = parse(z.strictObject(paging), input.query);
  const of = await findObservable(ctx, input.id);
  const cursor = decodeCursor(query.cursor, ['uuid']);
  const rows = await ctx.db
    .select({ row: cases, role: caseObservables.role, key: caseObservables.key })
    .from(caseObservables)
    .innerJoin(cases, eq(cases.id, caseObservables.caseId))
    .where(
      and(
        eq(caseObservables.observableId, of.id),
        visibleCases(ctx.actor),
        cursor && lt(caseObservables.caseId, String(cursor[0])),
      ),
    )
    .orderBy(desc(caseObservables.caseId))
    .limit(query.limit + 1);
  const counts = await countCasesOf(ctx.db, ctx.actor, [of.id]);
  const items = await holdingCases(ctx, rows.slice(0, query.limit));
  const page = pageFrom(
    rows,
    query.limit,
    ({ row }) => [row.id],
    (shown) => shown,
    counts.get(of.id) ?? NO_CASES,
  );
  return { ...page, items };
}

/** Among so many of an observable's newest cases those are found that changed last. */
const NEWEST = 2_000;

/** The hundred of its cases that changed last, and what its cases say together. */
export async function holdingSummary(ctx: Ctx, observableId: string) {
  const newest = newestHolders(sql`${observableId}::uuid`, visibleCases(ctx.actor), NEWEST + 1);
  const { rows } = await ctx.db.execute<SummaryRow>(sql`
    select ${cases.id}, ${cases.updatedAt}, ${isOpenCase} as open, ${cases.resolutionVerdict} as verdict, ${caseObservables.role} as role
    from (${newest}) newest join ${cases} on ${cases.id} = newest.id
    join ${caseObservables} on ${caseObservables.caseId} = ${cases.id} and ${caseObservables.observableId} = ${observableId}::uuid
    order by ${cases.updatedAt} desc, ${cases.number} desc`);
  const looked = rows.slice(0, NEWEST);
  const lastChanged = looked.slice(0, 100).map((row) => row.id);
  const found = await ctx.db
    .select({ row: cases, role: caseObservables.role, key: caseObservables.key })
    .from(cases)
    .innerJoin(
      caseObservables,
      and(eq(caseObservables.caseId, cases.id), eq(caseObservables.observableId, observableId)),
    )
    .where(inArray(cases.id, lastChanged.length > 0 ? lastChanged : [observableId]))
    .orderBy(desc(cases.updatedAt), desc(cases.number));
  const standing: Standing = {
    cases: looked.length,
    open: looked.filter((row) => row.open).length,
    roles: counted(looked.map((row) => row.role)),
    verdicts: counted(looked.map((row) => row.verdict).filter((verdict) => verdict !== null)),
    capped: rows.length > NEWEST,
  };
  return { standing, cases: await holdingCases(ctx, found) };
}

interface SummaryRow extends Record<string, unknown> {
  id: string;
  open: boolean;
  verdict: keyof Standing['verdicts'] | null;
  role: keyof Standing['roles'];
}

function counted<K extends string>(values: K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

async function holdingCases(
  ctx: Ctx,
  rows: { row: typeof cases.$inferSelect; role: HoldingCase['role']; key: boolean }[],
): Promise<HoldingCase[]> {
  const items = await caseListItems(
    ctx.db,
    ctx,
    rows.map(({ row }) => row),
  );
  return items.map((item, at) => ({
    ...item,
    role: rows[at]!.role,
    keyObservable: rows[at]!.key,
    verdict: rows[at]!.row.resolutionVerdict,
  }));
}
