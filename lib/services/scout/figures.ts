import { and, eq, gte, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { cases, type ScoutWork, scoutWorks } from '../../db/schema/index.ts';
import type { ScoutFigures } from '../../domain/views/scout.ts';
import { authorize, type Ctx, countUpTo, hiddenCases, isOpenCase, parse, visibleCases } from '../kernel/index.ts';
import { findScout } from '../members/scout.ts';

export const ScoutFiguresQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(365).default(30) });

const DAY_MS = 86_400_000;
type Counts = ScoutFigures['total'];
const NONE: Counts = { handled: 0, resolved: 0, handedOver: 0, agreed: 0, overturned: 0 };

/** What came of Scout's work of the last days, by category, over the cases that the actor may see. */
export async function scoutFigures({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<ScoutFigures> {
  authorize(ctx.actor, 'figure.read');
  const { days } = parse(ScoutFiguresQuery, input);
  const from = new Date(ctx.now.getTime() - days * DAY_MS);
  const scout = await findScout(ctx.db);
  const [groups, waiting] = await Promise.all([
    groupsSince(ctx, from),
    countUpTo(ctx.db, sql`${cases}`, and(eq(cases.assigneeId, scout.id), isOpenCase, visibleCases(ctx.actor))),
  ]);
  const categories = [...Map.groupBy(groups, ({ category }) => category)]
    .map(([category, some]) => ({ category, ...totalOf(some.map(countsOf)) }))
    .toSorted((a, b) => b.handled - a.handled || (a.category < b.category ? -1 : 1));
  return {
    from: from.toISOString(),
    to: ctx.now.toISOString(),
    waiting: waiting.value,
    total: totalOf(categories),
    categories,
  };
}

interface Group extends Pick<ScoutWork, 'category' | 'outcome' | 'judged'> {
  count: number;
}

/** The works by all that the figures tell apart: one pass over an index that holds it. The few cases that are kept from the actor are left out. */
function groupsSince({ db, actor }: Ctx, from: Date): Promise<Group[]> {
  const hidden = hiddenCases(actor);
  const seen: SQL | undefined =
    hidden && sql`not exists (select from ${cases} where ${cases.id} = ${scoutWorks.caseId} and ${hidden})`;
  const { category, outcome, judged } = scoutWorks;
  return db
    .select({ category, outcome, judged, count: sql<number>`count(*)::int` })
    .from(scoutWorks)
    .where(and(gte(scoutWorks.endedAt, from), seen))
    .groupBy(category, outcome, judged);
}

const countsOf = ({ outcome, judged, count }: Group): Counts => ({
  handled: count,
  resolved: outcome === 'resolved' ? count : 0,
  handedOver: outcome === 'handed_over' ? count : 0,
  agreed: judged === 'agreed' ? count : 0,
  overturned: judged === 'overturned' ? count : 0,
});

const totalOf = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, one) => ({
      handled: sum.handled + one.handled,
      resolved: sum.resolved + one.resolved,
      handedOver: sum.handedOver + one.handedOver,
      agreed: sum.agreed + one.agreed,
      overturned: sum.overturned + one.overturned,
    }),
    NONE,
  );
