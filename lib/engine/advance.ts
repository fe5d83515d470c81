import type { QueryConfig } from 'pg';
import { MAX_STEPS, stepTransition, times } from './apply.ts';
import type { Call } from './claim.ts';
import { withConnection } from './connection.ts';
import type { Context } from './context.ts';
import { nameOf, type Op } from './protocol.ts';
import { toJson } from './runs.ts';

interface AdvanceRow {
  advanced: boolean;
  written: boolean;
}

/**
 * One statement for what nearly every answer and checkpoint is: a step that succeeded in a run with nothing else under
 * way. The run is locked by its update, then the lease is checked, then the step is written; where one of these does
 * not hold nothing is written. No arrays: with them Postgres plans it anew each time, which takes longer than running it.
 */
const advanceText = (lease: string) => `
  with r as (
    update $s.run set finished_steps = finished_steps + 1, sdk_version = coalesce($4::int, sdk_version)
    where id = $1 and status = 'running' and finished_steps < ${MAX_STEPS}
      and ($5::int is null or finished_steps = $5::int)
      and exists (select from $s.queue_item where id = $2 and lease_token = $3 and not again)
    returning finished_steps),
  q as (${lease}),
  s as (
    insert into $s.step (run_id, id, name, op, status, position, output, attempt, started_at, ended_at)
    select $1, $7, $8, 'StepRun', 'completed', r.finished_steps, $9::json, $6::int, $10::timestamptz,
           coalesce($11::timestamptz, clock_timestamp()) from r, q
    on conflict (run_id, id) do update set status = excluded.status, position = excluded.position, op = excluded.op,
      output = excluded.output, error = null, attempt = excluded.attempt, ended_at = excluded.ended_at
    where step.status in ('pending', 'retrying') returning id)
  select exists (select from q) as advanced, exists (select from s) as written`;

const HELD = 'id = $2 and lease_token = $3 and not again and exists (select from r)';

/** The item as it is (the heartbeat extends its lease), as the first try of the next step, or back in the queue. */
const TEXTS = {
  advance_hold: advanceText(`select id from $s.queue_item where ${HELD} for no key update`),
  advance_reset: advanceText(`update $s.queue_item set attempt = 0, lost = 0 where ${HELD} returning id`),
  advance_release: advanceText(
    `update $s.queue_item set attempt = 0, lost = 0, lease_token = null, lease_until = null, at = now()
     where ${HELD} returning id`,
  ),
};

export interface Advance {
  /** The version of the protocol that the SDK chose, where it said so. */
  sdkVersion: number | null;
  /** How many steps have a result, where what the caller knows must be all there is. */
  known: number | null;
  /** Keep the lease; else the run goes back into the queue. */
  keep: boolean;
}

/** False: nothing was written, and the general way has to find out why. */
export async function advance(
  ctx: Context,
  call: Call,
  op: Op,
  { sdkVersion, known, keep }: Advance,
): Promise<boolean> {
  const { startedAt, endedAt } = times(op);
  const name = !keep ? 'advance_release' : call.attempt > 0 || call.lost > 0 ? 'advance_reset' : 'advance_hold';
  const statement = ctx.statement(name, TEXTS[name], [
    call.run.id,
    call.itemId,
    call.token,
    sdkVersion,
    known,
    call.attempt,
    op.id,
    nameOf(op),
    toJson(op.data),
    startedAt,
    endedAt,
  ]);
  const advanced = ctx.onTransition
    ? await advanceAndTell(ctx, call, op, statement)
    : await advanceOnly(ctx, statement);
  if (advanced && !keep) ctx.wake({ timed: false });
  return advanced;
}

async function advanceOnly(ctx: Context, statement: QueryConfig): Promise<boolean> {
  const { rows } = await ctx.pool.query<AdvanceRow>(statement);
  return rows[0]!.advanced;
}

function advanceAndTell(ctx: Context, call: Call, op: Op, statement: QueryConfig): Promise<boolean> {
  return withConnection(ctx.pool, async (client) => {
    await client.query('begin');
    const { rows } = await client.query<AdvanceRow>(statement);
    const { advanced, written } = rows[0]!;
    if (written) {
      const result = { kind: 'step.completed' as const, attempt: call.attempt, output: op.data ?? null };
      await ctx.onTransition!(client, [stepTransition(call.run, op, new Date(), result)]);
    }
    await client.query(advanced ? 'commit' : 'rollback');
    return advanced;
  });
}
