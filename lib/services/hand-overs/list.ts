import { and, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { handOvers } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { HandOverStatus } from '../../domain/hand-over.ts';
import type { Page } from '../../domain/views/common.ts';
import type { HandOverView } from '../../domain/views/hand-over.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, many, pageFrom, paging, parse } from '../kernel/index.ts';
import { visibleHandOvers } from './fetch.ts';
import { handOverViews } from './view.ts';

/** `box`: those that wait for oneself (`in`), one's own offers (`out`), or all that one may see. */
export const HandOverQuery = z.strictObject({
  ...paging,
  status: many(HandOverStatus),
  box: z.enum(['in', 'out', 'all']).default('all'),
});

/** Hand-overs, newest first. */
export async function listHandOvers({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<HandOverView>> {
  authorize(ctx.actor, 'hand_over.read');
  const query = parse(HandOverQuery, input);
  const where = and(
    query.status && inArray(handOvers.status, query.status),
    boxOf(ctx.actor, query.box),
    visibleHandOvers(ctx.actor),
  );
  const cursor = decodeCursor(query.cursor, ['uuid']);
  const rows = await ctx.db
    .select()
    .from(handOvers)
    .where(and(where, cursor && lt(handOvers.id, String(cursor[0]))))
    .orderBy(desc(handOvers.id))
    .limit(query.limit + 1);
  const views = new Map((await handOverViews(ctx.db, ctx, rows)).map((view) => [view.id, view]));
  const count = await countUpTo(ctx.db, sql`${handOvers}`, where);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.id],
    (shown) => shown.map((row) => views.get(row.id)!),
    count,
  );
}

function boxOf(actor: Actor, box: 'in' | 'out' | 'all'): SQL | undefined {
  if (box === 'all') return undefined;
  if (actor.kind !== 'user') return sql`false`;
  return eq(box === 'in' ? handOvers.toId : handOvers.fromId, actor.id);
}
