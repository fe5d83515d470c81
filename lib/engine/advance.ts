import { MAX_STEPS, stepTransition, times } from './apply.ts';
import type { Call } from './claim.ts';
import { withConnection } from './connection.ts';
import type { Context } from './context.ts';
import { statementsOf } from './listener.ts';
import { runTogether } from './pipeline.ts';
import { nameOf, type Op } from './protocol.ts';
import { DISCOVERY, toJson } from './runs.ts';
import { FENCED } from './schema.ts';

/**
 * One statement for what nearly every answer and checkpoint is: a step that succeeded in a run with nothing else under
 * way. Claiming a run's discovery puts the lease's token on the run, so the one update that locks the run is the fence
 * as well: it waits for a claim and then finds another token. (A lease that lapsed and that nobody claimed yet still
 * counts: what is written then is there before the next call begins.) Where nothing was written it raises an error,
 * which takes back what was sent with it.
 */
const advanceText = ({ run = '', item }: { run?: string; item?: string }) => {
  const changed = `q as (
    update $s.queue_item set ${item}
    where run_id = $1 and step_id = '${DISCOVERY}' and lease_token = $2 and not again returning id),`;
  return `
  with r as (
    update $s.run set finished_steps = finished_steps + 1, sdk_version = coalesce($3::int, sdk_version)${run}
    where id = $1 and discovery_token = $2 and status = 'running' and finished_steps < ${MAX_STEPS}
      and ($4::int is null or finished_steps = $4::int)
    returning finished_steps),
  ${item ? changed : ''}
  s as (
    insert into $s.step (run_id, id, name, op, status, position, output, attempt, started_at, ended_at)
    select $1, $6, $7, 'StepRun', 'completed', r.finished_steps, $8::json, $5::int, $9::timestamptz,
           coalesce($10::timestamptz, clock_timestamp()) from r${item ? ', q' : ''}
    on conflict (run_id, id) do update set status = excluded.status, position = excluded.position, op = excluded.op,
      output = excluded.output, error = null, attempt = excluded.attempt, ended_at = excluded.ended_at
    where step.status in ('pending', 'retrying') returning id)
  select $s.fence(exists (select from s))`;
};

/** The item stays as it is (the heartbeat extends its lease), is the next step's first try, or goes back to the queue. */
const TEXTS = {
  advance_hold: advanceText({}),
  advance_reset: advanceText({ item: 'attempt = 0, lost = 0' }),
  advance_release: advanceText({
    run: ', discovery_token = null',
    // Its place in the queue stays: what began first goes on first.
    item: 'attempt = 0, lost = 0, lease_token = null, lease_until = null',
  }),
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
  const step = ctx.statement(name, TEXTS[name], [
    call.run.id,
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
  const result = { kind: 'step.completed' as const, attempt: call.attempt, output: op.data ?? null };
  const told = await statementsOf(ctx, [stepTransition(call.run, op, new Date(), result)]);
  const advanced = await withConnection(ctx.pool, (client) =>
    runTogether(client, [step, ...told]).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === FENCED) return false;
        throw error;
      },
    ),
  );
  if (advanced && !keep) ctx.wake({ timed: false });
  return advanced;
}
