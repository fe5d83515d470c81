import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, timeline } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { lifeOfTimer, type Timer } from '../../domain/sla/index.ts';
import { type TxCtx, writeTimeline } from '../kernel/index.ts';
import { historiesOf, type TimerDetail } from '../sla/histories.ts';
import { timersOf } from './timers.ts';

/** What a merge moves of a case's timers: the custom ones that are not over. */
export async function runningTimers(db: Db | Tx, of: Case, now: Date): Promise<Timer[]> {
  const timers = (await timersOf(db, [of], now)).get(of.id) ?? [];
  return timers.filter(({ metric, over }) => metric === 'custom' && !over);
}

/**
 * The custom timers that are not over go on with the survivor as they are, late, paused or running. Before the source's end is written,
 * which would stop them there. Undone with the merge's other entries.
 */
export async function moveTimers(ctx: TxCtx, merge: string, source: Case, into: Case): Promise<void> {
  const running = await runningTimers(ctx.tx, source, ctx.now);
  if (running.length === 0) return;
  const history = (await historiesOf(ctx.tx, [source])).get(source.id)!;
  const say = (caseId: string, summary: string, detail: TimerDetail) =>
    writeTimeline(ctx, { caseId, kind: 'timer', summary, detail });
  for (const { id: timer, name } of running) {
    await say(into.id, `Took the timer “${name}” over from ${keyOf(source.number)}`, {
      ...{ timer, command: 'take', changes: lifeOfTimer(history, timer), merge },
    });
    await say(source.id, `Handed the timer “${name}” over to ${keyOf(into.number)}`, {
      ...{ timer, command: 'leave', merge },
    });
  }
}

/**
 * When a case began itself, and the earliest start of all that is merged into it now. A merge that was taken back counts no more. Cases that
 * were merged before their starts were kept apart answer null.
 */
export async function startsOf(ctx: TxCtx, caseId: string): Promise<{ own: Date; earliest: Date } | null> {
  const merges = await ctx.tx
    .select({
      from: sql<string>`${timeline.detail} ->> 'startedFrom'`,
      source: sql<string>`${timeline.detail} ->> 'sourceStart'`,
      undone: sql<boolean>`${timeline.detail} ? 'undoneBy'`,
    })
    .from(timeline)
    .where(and(eq(timeline.caseId, caseId), eq(timeline.kind, 'merged'), sql`${timeline.detail} ? 'startedFrom'`))
    .orderBy(asc(timeline.seq));
  if (merges.length === 0) return null;
  const own = new Date(merges[0]!.from);
  const sources = merges.filter(({ undone }) => !undone).map(({ source }) => Date.parse(source));
  return { own, earliest: new Date(Math.min(own.getTime(), ...sources)) };
}
