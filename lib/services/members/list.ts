import { and, asc, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { members } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import type { MemberView } from '../../domain/views/member.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';
import { memberViews } from './view.ts';

/** All members, Scout included, in the order in which they came. */
export async function listMembers({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<MemberView>> {
  authorize(ctx.actor, 'member.read');
  const query = parse(z.strictObject(paging), input);
  const cursor = decodeCursor(query.cursor, ['uuid']);
  const rows = await ctx.db
    .select()
    .from(members)
    .where(and(cursor && gt(members.id, String(cursor[0]))))
    .orderBy(asc(members.id))
    .limit(query.limit + 1);
  const views = new Map((await memberViews(ctx.db, rows, ctx.now)).map((view) => [view.id, view]));
  const count = await countUpTo(ctx.db, sql`${members}`, undefined);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.id],
    (shown) => shown.map((row) => views.get(row.id)!),
    count,
  );
}
