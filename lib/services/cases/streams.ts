import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { caseObservables, TIMELINE_KINDS, type TimelineEntry, timeline } from '../../db/schema/index.ts';
import type { CaseObservableView, TimelineItem } from '../../domain/views/case.ts';
import type { Page } from '../../domain/views/common.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, many, pageFrom, paging, parse } from '../kernel/index.ts';
import { familyOf, keysOf } from './family.ts';
import { findCase } from './fetch.ts';
import { caseObservableViews } from './observable-view.ts';
import { withoutHidden } from './unnamed.ts';
import { timelineItem } from './view.ts';

export const TimelineQuery = z.strictObject({ ...paging, kind: many(z.enum(TIMELINE_KINDS)) });
export const PageQuery = z.strictObject(paging);

interface OfCase {
  ctx: Ctx;
  input: { key: string; query: unknown };
}

/** The timeline of a case and of all that were merged into it, newest first. */
export async function listTimeline({ ctx, input }: OfCase): Promise<Page<TimelineItem>> {
  authorize(ctx.actor, 'case.read');
  const query = parse(TimelineQuery, input.query);
  const of = await findCase(ctx.db, ctx, input.key);
  const family = await familyOf(ctx.db, of.id);
  const where = and(inArray(timeline.caseId, family), query.kind && inArray(timeline.kind, query.kind));
  const cursor = decodeCursor(query.cursor, ['integer']);
  const rows = await ctx.db
    .select()
    .from(timeline)
    .where(and(where, cursor && lt(timeline.seq, Number(cursor[0]))))
    .orderBy(desc(timeline.seq))
    .limit(query.limit + 1);
  const names = family.length > 1 ? await keysOf(ctx.db, ctx, family) : new Map<string, string>();
  const count = await countUpTo(ctx.db, sql`${timeline}`, where);
  return pageFrom(
    await withoutHidden(ctx.db, ctx, rows),
    query.limit,
    (row) => [row.seq],
    (shown) => shown.map((entry) => fromOf(entry, of.id, names)),
    count,
  );
}

/** An entry of a merged case says of which. */
function fromOf(entry: TimelineEntry, caseId: string, names: Map<string, string>): TimelineItem {
  const from = entry.caseId === caseId ? undefined : names.get(entry.caseId);
  return { ...timelineItem(entry), ...(from ? { from } : {}) };
}

/** The observables of a case with their roles and where each came from, key ones first, then by role, type and value. */
export async function listCaseObservables({ ctx, input }: OfCase): Promise<Page<CaseObservableView>> {
  authorize(ctx.actor, 'case.read');
  const query = parse(PageQuery, input.query);
  const of = await findCase(ctx.db, ctx, input.key);
  // A case holds some tens of observables, a few thousand at the most: an offset within one case is cheap.
  const offset = Number(decodeCursor(query.cursor, ['integer'])?.[0] ?? 0);
  const rows = await caseObservableViews(ctx.db, ctx, of.id, undefined, { limit: query.limit + 1, offset });
  const count = await countUpTo(ctx.db, sql`${caseObservables}`, eq(caseObservables.caseId, of.id));
  return pageFrom(
    rows,
    query.limit,
    () => [offset + query.limit],
    (shown) => shown,
    count,
  );
}
