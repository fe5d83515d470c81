import { and, eq, gte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { cases, scoutWorks } from '../../db/schema/index.ts';
import type { ScoutFigures } from '../../domain/views/scout.ts';
import { authorize, type Ctx, countUpTo, isOpenCase, parse, visibleCases } from '../kernel/index.ts';
import { findScout } from '../members/scout.ts';
import { JUDGED, PERSON } from './judged.ts';

export const ScoutFiguresQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(365).default(30) });

const DAY_MS = 86_400_000;
type Counts = ScoutFigures['total'];
const NONE: Counts = { handled: 0, resolved: 0, handedOver: 0, agreed: 0, overturned: 0 };

/** What came of Scout's work of the last days, by category, over the cases that the actor may see. */
export async function scoutFigures({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<ScoutFigures> {
  authorize(ctx.actor, 'figure.read');
  const { days } = parse(ScoutFiguresQuery, input);
  const from = new Date(ctx.now.getTime() - days * DAY_MS);
  const visible = visibleCases(ctx.actor);
  const scout = await findScout(ctx.db);
  const having = (what: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${what}))::int`;
  const works = ctx.db.$with('works').as(
    ctx.db
      .select({
        category: sql<string>`${scoutWorks.category}`.as('category'),
        outcome: sql<string>`${scoutWorks.outcome}`.as('outcome'),
        judged: sql<string | null>`${JUDGED}`.as('judged'),
      })
      .from(scoutWorks)
      .innerJoin(cases, eq(cases.id, scoutWorks.caseId))
      .leftJoinLateral(PERSON, sql`true`)
      .where(and(gte(scoutWorks.endedAt, from), visible)),
  );
  const [categories, waiting] = await Promise.all([
    ctx.db
      .with(works)
      .select({
        category: works.category,
        handled: sql<number>`count(*)::int`,
        resolved: having(sql`${works.outcome} = 'resolved'`),
        handedOver: having(sql`${works.outcome} = 'handed_over'`),
        agreed: having(sql`${works.judged} = 'agreed'`),
        overturned: having(sql`${works.judged} = 'overturned'`),
      })
      .from(works)
      .groupBy(works.category)
      .orderBy(sql`count(*) desc`, works.category),
    countUpTo(ctx.db, sql`${cases}`, and(eq(cases.assigneeId, scout.id), isOpenCase, visible)),
  ]);
  return {
    from: from.toISOString(),
    to: ctx.now.toISOString(),
    waiting: waiting.value,
    total: categories.reduce((sum, one) => added(sum, one), NONE),
    categories,
  };
}

const added = (sum: Counts, one: Counts): Counts => ({
  handled: sum.handled + one.handled,
  resolved: sum.resolved + one.resolved,
  handedOver: sum.handedOver + one.handedOver,
  agreed: sum.agreed + one.agreed,
  overturned: sum.overturned + one.overturned,
});
