import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { cases, observables } from '../../db/schema/index.ts';
import { OBSERVABLE_TYPES, OBSERVABLE_VERDICTS } from '../../domain/observables/types.ts';
import type { CaseListItem, ObservableView } from '../../domain/views/case.ts';
import type { Page } from '../../domain/views/common.ts';
import { caseListItems } from '../cases/view.ts';
import { notFound } from '../errors.ts';
import {
  authorize,
  type Ctx,
  countUpTo,
  decodeCursor,
  isUuid,
  many,
  pageFrom,
  paging,
  parse,
  visibleCases,
} from '../kernel/index.ts';
import { hasValue } from './has-value.ts';
import { newestHolders } from './holders.ts';
import { observableView } from './view.ts';
import { countCasesOf, visibleObservables } from './visible.ts';

export const ObservableQuery = z.strictObject({
  type: many(z.enum(OBSERVABLE_TYPES)),
  value: z.string().max(4096).optional(),
  verdict: many(z.enum(OBSERVABLE_VERDICTS)),
  ...paging,
});

/** Observables of the whole system, most recently seen first, as far as one of the actor's cases holds them; `value` finds one exactly, written in any form. */
export async function listObservables({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<ObservableView>> {
  authorize(ctx.actor, 'observable.read');
  const query = parse(ObservableQuery, input);
  const where = and(
    visibleObservables(ctx.actor),
    query.type && inArray(observables.type, query.type),
    query.verdict && inArray(observables.verdict, query.verdict),
    query.value ? hasValue(query.value, query.type) : undefined,
  );
  const cursor = decodeCursor(query.cursor, ['moment', 'uuid']);
  const rows = await ctx.db
    .select()
    .from(observables)
    .where(
      and(
        where,
        cursor && sql`(${observables.lastSeen}, ${observables.id}) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`,
      ),
    )
    .orderBy(desc(observables.lastSeen), desc(observables.id))
    .limit(query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const counts = await countCasesOf(
    ctx.db,
    ctx.actor,
    shown.map((row) => row.id),
  );
  const count = await countUpTo(ctx.db, sql`${observables}`, where);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.lastSeen.toISOString(), row.id],
    (page) => page.map((row) => observableView(row, counts.get(row.id) ?? 0)),
    count,
  );
}

/** Among so many of an observable's newest cases those are found that changed last. */
const NEWEST = 2_000;

/** One observable with the hundred of its cases that changed last and that the actor may see. */
export async function getObservable({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<ObservableView & { cases: CaseListItem[] }> {
  authorize(ctx.actor, 'observable.read');
  const [row] = isUuid(input.id)
    ? await ctx.db
        .select()
        .from(observables)
        .where(and(eq(observables.id, input.id), visibleObservables(ctx.actor)))
    : [];
  if (!row) throw notFound('The observable');
  const newest = newestHolders(sql`${row.id}`, visibleCases(ctx.actor), NEWEST);
  const held = await ctx.db
    .select()
    .from(cases)
    .where(sql`${cases.id} in (select id from (${newest}) newest)`)
    .orderBy(desc(cases.updatedAt), desc(cases.number))
    .limit(100);
  const counts = await countCasesOf(ctx.db, ctx.actor, [row.id]);
  return {
    ...observableView(row, counts.get(row.id) ?? 0),
    cases: await caseListItems(ctx.db, ctx, held),
  };
}
