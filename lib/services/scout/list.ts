import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { cases, scoutWorks } from '../../db/schema/index.ts';
import { SCOUT_OUTCOMES } from '../../domain/scout/work.ts';
import type { Page } from '../../domain/views/common.ts';
import type { ScoutWorkView } from '../../domain/views/scout.ts';
import {
  authorize,
  type Ctx,
  countUpTo,
  decodeCursor,
  pageFrom,
  paging,
  parse,
  visibleCases,
} from '../kernel/index.ts';
import { SHOWN, workView } from './view.ts';

export const ScoutWorkQuery = z.strictObject({
  ...paging,
  outcome: z.enum(SCOUT_OUTCOMES).optional(),
  category: z.string().min(1).max(100).optional(),
  judged: z.enum(['agreed', 'overturned']).optional(),
});

/** The cases that Scout has worked, the latest first, as far as the actor may see them. */
export async function listScoutWork({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<ScoutWorkView>> {
  authorize(ctx.actor, 'case.read');
  const { limit, cursor: sent, outcome, category, judged } = parse(ScoutWorkQuery, input);
  const cursor = decodeCursor(sent, ['uuid']);
  const where = and(
    outcome && eq(scoutWorks.outcome, outcome),
    category ? eq(scoutWorks.category, category) : undefined,
    judged && eq(scoutWorks.judged, judged),
    visibleCases(ctx.actor),
  );
  const from = sql`${scoutWorks} join ${cases} on ${cases.id} = ${scoutWorks.caseId}`;
  const page = and(where, cursor && lt(scoutWorks.id, String(cursor[0])));
  const [rows, count] = await Promise.all([shownWhere(ctx, page, limit + 1), countUpTo(ctx.db, from, where)]);
  return pageFrom(
    rows,
    limit,
    (row) => [row.id],
    (shown) => shown.map(workView),
    count,
  );
}

async function shownWhere(ctx: Ctx, where: SQL | undefined, limit: number) {
  return ctx.db
    .select(SHOWN)
    .from(scoutWorks)
    .innerJoin(cases, eq(cases.id, scoutWorks.caseId))
    .where(where)
    .orderBy(desc(scoutWorks.id))
    .limit(limit);
}
