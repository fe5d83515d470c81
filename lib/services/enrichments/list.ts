import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { enrichments, verdictOverrides } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import type { EnrichmentView, OverrideView } from '../../domain/views/judgement.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, may, pageFrom, paging, parse } from '../kernel/index.ts';
import { findObservable } from '../observables/find.ts';
import { WITHOUT_RAW } from './judgements.ts';
import { enrichmentView, overrideView } from './view.ts';

interface OfObservable {
  ctx: Ctx;
  input: { id: string; query: unknown };
}

/** What the sources said of an observable over time, newest first; as they answered it, for who may read bodies. */
export async function listEnrichments({ ctx, input }: OfObservable): Promise<Page<EnrichmentView>> {
  authorize(ctx.actor, 'observable.read');
  const query = parse(z.strictObject(paging), input.query);
  const of = await findObservable(ctx, input.id);
  const cursor = decodeCursor(query.cursor, ['moment', 'uuid']);
  const where = eq(enrichments.observableId, of.id);
  const rows = await ctx.db
    .select(WITHOUT_RAW)
    .from(enrichments)
    .where(
      and(
        where,
        cursor && sql`(${enrichments.at}, ${enrichments.id}) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`,
      ),
    )
    .orderBy(desc(enrichments.at), desc(enrichments.id))
    .limit(query.limit + 1);
  const bodies = may(ctx.actor, 'delivery.read_body')
    ? await rawOf(
        ctx,
        rows.slice(0, query.limit).map((row) => row.id),
      )
    : null;
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.at.toISOString(), row.id],
    (shown) => shown.map((row) => ({ ...enrichmentView(row), ...(bodies && { raw: bodies.get(row.id) ?? null }) })),
    await countUpTo(ctx.db, sql`${enrichments}`, where),
  );
}

async function rawOf(ctx: Ctx, ids: string[]): Promise<Map<string, unknown>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: enrichments.id, raw: enrichments.raw })
    .from(enrichments)
    .where(inArray(enrichments.id, ids));
  return new Map(rows.map((row) => [row.id, row.raw]));
}

/** As many as a person reads. */
const MOST_OVERRIDES = 50;

/** What people set over the sources' verdict, newest first: the one that stands, and those that ended. */
export async function listOverrides(ctx: Ctx, observableId: string): Promise<OverrideView[]> {
  const rows = await ctx.db
    .select()
    .from(verdictOverrides)
    .where(eq(verdictOverrides.observableId, observableId))
    .orderBy(desc(verdictOverrides.at), desc(verdictOverrides.id))
    .limit(MOST_OVERRIDES);
  return rows.map(overrideView);
}
