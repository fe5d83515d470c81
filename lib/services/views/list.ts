import { asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { caseViews, members } from '../../db/schema/index.ts';
import type { SavedView } from '../../domain/views/case-list.ts';
import type { Page } from '../../domain/views/common.ts';
import { caseFilters } from '../cases/filters.ts';
import { countOfCases } from '../cases/narrow.ts';
import { searchCases } from '../cases/search.ts';
import { ServiceError } from '../errors.ts';
import { authorize, type Ctx, parse } from '../kernel/index.ts';
import { visibleViews } from './fetch.ts';
import { filterOf } from './query.ts';
import { savedView } from './view.ts';

/** So many cases are counted for a view: beside a name in a rail nobody reads further. */
export const VIEW_CAP = 1_000;
/** A person has tens of views at most. */
const VIEWS = 200;

/** The saved views that the actor sees, by name, each with how many cases it shows him. */
export async function listViews({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<SavedView>> {
  authorize(ctx.actor, 'view.read');
  parse(z.strictObject({}), input);
  const rows = await ctx.db
    .select({ view: caseViews, owner: { id: members.id, name: members.name, kind: members.kind } })
    .from(caseViews)
    .leftJoin(members, eq(members.id, caseViews.ownerId))
    .where(visibleViews(ctx.actor))
    .orderBy(asc(sql`lower(${caseViews.name})`), asc(caseViews.id))
    .limit(VIEWS);
  const items = await Promise.all(
    rows.map(async ({ view, owner }) => savedView(ctx.actor, view, owner, await countOf(ctx, view.query))),
  );
  return { items, nextCursor: null, count: { value: items.length, capped: rows.length === VIEWS } };
}

/** How many cases a view shows the actor, as far as {@link VIEW_CAP}; null where its filters say nothing any more. */
export async function countOf(ctx: Ctx, query: string): Promise<SavedView['count']> {
  try {
    const filter = filterOf(query);
    const where = await caseFilters(ctx, filter);
    const found = await searchCases(ctx, filter, where);
    if (found) return found.count;
    return await countOfCases(ctx.db, filter, where, VIEW_CAP);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'invalid') return null;
    throw error;
  }
}
