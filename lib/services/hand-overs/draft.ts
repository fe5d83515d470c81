import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import { cases, handOverItems, handOvers, members, tasks } from '../../db/schema/index.ts';
import type { HandOverDraftItem } from '../../domain/views/hand-over.ts';
import { authorize, type Ctx, isOpenCase, visibleCases } from '../kernel/index.ts';
import { handedCase } from './view.ts';

/** As many as one hand-over takes. */
const MOST = 200;

/** One's own open cases, the gravest first, each with the next step that its runbook knows. An API key owns none. */
export async function draftHandOver({ ctx }: { ctx: Ctx }): Promise<{ items: HandOverDraftItem[] }> {
  authorize(ctx.actor, 'hand_over.read');
  if (ctx.actor.kind !== 'user') return { items: [] };
  const own = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.assigneeId, ctx.actor.id), isOpenCase, visibleCases(ctx.actor)))
    .orderBy(desc(cases.severityRank), asc(cases.number))
    .limit(MOST);
  if (own.length === 0) return { items: [] };
  const ids = own.map((one) => one.id);
  const open = await ctx.db
    .select()
    .from(tasks)
    .where(and(inArray(tasks.caseId, ids), isNull(tasks.doneAt)))
    .orderBy(asc(tasks.position));
  const offers = await ctx.db
    .select({ caseId: handOverItems.caseId, id: members.id, name: members.name, kind: members.kind })
    .from(handOverItems)
    .innerJoin(handOvers, eq(handOvers.id, handOverItems.handOverId))
    .innerJoin(members, eq(members.id, handOvers.toId))
    .where(and(inArray(handOverItems.caseId, ids), eq(handOverItems.status, 'pending')));
  const offered = new Map(offers.map(({ caseId, ...member }) => [caseId, member]));
  const tasksOf = Map.groupBy(open, (task) => task.caseId);
  return {
    items: own.map((row) => {
      const here = (tasksOf.get(row.id) ?? []).filter((task) => task.phase === row.phase);
      const next = here.find((task) => task.mandatory) ?? here[0];
      const waits = row.onHoldReason ? `Waits: ${row.onHoldReason}` : '';
      return { case: handedCase(row), nextStep: waits || (next?.title ?? ''), offeredTo: offered.get(row.id) ?? null };
    }),
  };
}
