import { and, desc, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { observables } from '../../db/schema/index.ts';
import { OBSERVABLE_TYPES, OBSERVABLE_VERDICTS } from '../../domain/observables/types.ts';
import type { ObservableView } from '../../domain/views/case.ts';
import type { Page } from '../../domain/views/common.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, many, pageFrom, paging, parse } from '../kernel/index.ts';
import { hasValue } from './has-value.ts';
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
    (page) => page.map((row) => observableView(row, counts.get(row.id))),
    count,
  );
}
