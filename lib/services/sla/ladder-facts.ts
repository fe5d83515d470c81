import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { members, timeline } from '../../db/schema/index.ts';
import { isOpen } from '../../domain/case-state.ts';
import type { LadderFacts } from '../../domain/notifications/index.ts';
import type { Severity } from '../../domain/severity.ts';
import { findCase } from '../cases/fetch.ts';
import { timersOf } from '../cases/timers.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { maySee } from '../notices/recipients.ts';

export interface TimerLadder extends Omit<LadderFacts, 'what'> {
  title: string;
  category: string;
  severity: Severity;
  /** The promise still waits to be kept: the case is open, and what the timer counts to was not done. */
  waits: boolean;
  /** Its time is over. */
  breached: boolean;
  /** An automation started it for something so old that it had run out by then: there was no time in which somebody could have kept it. */
  lateFromStart: boolean;
}

/** Who stands on the ladder of a case's timer now, within who may see the case, and whether there is still something to tell. */
export async function readTimerLadder({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; timer: string };
}): Promise<TimerLadder> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  const timer = (await timersOf(ctx.db, [of], ctx.now)).get(of.id)?.find(({ id }) => id === input.timer);
  const people = await ctx.db
    .select()
    .from(members)
    .where(
      and(eq(members.kind, 'user'), isNull(members.disabledAt), or(eq(members.role, 'lead'), eq(members.onCall, true))),
    )
    .orderBy(asc(members.id));
  const there = people.filter((member) => maySee(member, of));
  const [owner] =
    of.assigneeId === null ? [] : await ctx.db.select().from(members).where(eq(members.id, of.assigneeId));
  const { title, category, severity } = of;
  return {
    title,
    category,
    severity,
    assigneeId: owner && owner.kind === 'user' && !owner.disabledAt ? owner.id : null,
    leadIds: there.filter(({ role }) => role === 'lead').map(({ id }) => id),
    onCallIds: there.filter(({ onCall }) => onCall).map(({ id }) => id),
    waits: isOpen(of.stage) && timer !== undefined && timer.completedAt === null && timer.endedAt === null,
    breached: timer !== undefined && timer.breachedAt !== null,
    lateFromStart:
      timer?.metric === 'custom' &&
      timer.breachedAt !== null &&
      (await wasLateFromStart(ctx.db, { caseId: of.id, ...timer, breachedAt: timer.breachedAt })),
  };
}

async function wasLateFromStart(
  db: Db | Tx,
  { caseId, id, breachedAt }: { caseId: string; id: string; breachedAt: Date },
): Promise<boolean> {
  const [added] = await db
    .select({ at: timeline.at, by: timeline.actorKind })
    .from(timeline)
    .where(
      and(
        eq(timeline.caseId, caseId),
        eq(timeline.kind, 'timer'),
        sql`${timeline.detail} @> ${JSON.stringify({ timer: id, command: 'add' })}::jsonb`,
      ),
    )
    .limit(1);
  return added?.by === 'automation' && breachedAt <= added.at;
}
