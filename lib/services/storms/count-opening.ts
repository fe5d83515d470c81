import { sql } from 'drizzle-orm';
import { type Case, cases, stormCounters, storms } from '../../db/schema/index.ts';
import { isOpen, type Stage } from '../../domain/case-state.ts';
import { decideStorm, type StormGuard } from '../../domain/storm.ts';
import type { TxCtx } from '../kernel/index.ts';

export interface Opening {
  decision: ReturnType<typeof decideStorm>;
  /** The storm to collect in. */
  storm: { id: string; caseNumber: number } | null;
}

/** What becomes of an event that would open a case now. Nothing is held: {@link countOpening} says in the end whether it was so. */
export async function expectOpening(ctx: TxCtx, connectorId: string, guard: StormGuard): Promise<Opening> {
  const { rows } = await ctx.tx.execute<Counted>(sql`
    select case when window_started_at > ${beginOf(ctx, guard)}::timestamptz then opened else 0 end + 1 as opened, storm_id as "stormId"
    from ${stormCounters} where connector_id = ${connectorId} and rule = ${guard.rule}`);
  return openingOf(ctx, guard, rows[0] ?? { opened: 1, stormId: null });
}

/**
 * Counts a case that a rule has opened, and says whether it may stand. The rule's row is locked from here to the end of the transaction, so that of any
 * number of openings at once each sees what the one before it has done. Asked as late as can be: all that a rule opens waits here.
 */
export async function countOpening(ctx: TxCtx, connectorId: string, guard: StormGuard): Promise<Opening> {
  const now = ctx.now.toISOString();
  const begin = beginOf(ctx, guard);
  const { rows } = await ctx.tx.execute<Counted>(sql`
    insert into ${stormCounters} as known (connector_id, rule, window_started_at, opened)
    values (${connectorId}, ${guard.rule}, ${now}::timestamptz, 1)
    on conflict (connector_id, rule) do update set
      opened = case when known.window_started_at > ${begin}::timestamptz then known.opened + 1 else 1 end,
      window_started_at = case when known.window_started_at > ${begin}::timestamptz then known.window_started_at else excluded.window_started_at end
    returning opened, storm_id as "stormId"`);
  return openingOf(ctx, guard, rows[0]!);
}

/** `opened`: what the rule has opened in this window, with the one in question. */
type Counted = { opened: number; stormId: string | null };

const beginOf = ({ now }: TxCtx, { windowMs }: StormGuard) => new Date(now.getTime() - windowMs).toISOString();

async function openingOf(ctx: TxCtx, guard: StormGuard, { opened, stormId }: Counted): Promise<Opening> {
  const storm = stormId === null ? null : await stormOf(ctx, stormId);
  const decision = decideStorm(guard, {
    opened: Number(opened),
    storm: storm && { open: isOpen(storm.stage), lastEventAt: storm.lastEventAt },
    now: ctx.now,
  });
  return { decision, storm: storm && { id: storm.id, caseNumber: storm.number } };
}

/** A storm that goes on, with the case that stands for its own now: that may have been merged. */
async function stormOf(
  ctx: TxCtx,
  id: string,
): Promise<{ id: string; number: number; stage: Stage; lastEventAt: Date } | null> {
  const { rows } = await ctx.tx.execute<{ id: string; number: string; stage: Stage; lastEventAt: Date }>(sql`
    with recursive standing as (
      select ${cases.id}, ${cases.number}, ${cases.stage}, ${cases.mergedIntoId}, ${storms.id} as storm, ${storms.lastEventAt}
      from ${storms} join ${cases} on ${cases.id} = ${storms.caseId}
      where ${storms.id} = ${id}::uuid and ${storms.endedAt} is null
      union all
      select into_case.id, into_case.number, into_case.stage, into_case.merged_into_id, standing.storm, standing.last_event_at
      from standing join cases into_case on into_case.id = standing.merged_into_id
    )
    select storm as id, number, stage, last_event_at as "lastEventAt" from standing where merged_into_id is null`);
  const [found] = rows;
  return found ? { ...found, number: Number(found.number), lastEventAt: new Date(found.lastEventAt) } : null;
}

/** Whether the case is, or was, a storm's: many vendor objects lead to it, and none of them alone speaks for it. */
export async function isStormCase(ctx: TxCtx, { id }: Pick<Case, 'id'>): Promise<boolean> {
  const { rows } = await ctx.tx.execute<{ storm: boolean }>(
    sql`select exists (select from ${storms} where ${storms.caseId} = ${id}::uuid) as storm`,
  );
  return rows[0]!.storm;
}
