import { parseMoment } from './duration.ts';
import { compileExpression } from './expression/index.ts';
import { hashedId, runIdOf } from './ids.ts';
import { nameOf, type Op, toErrorInfo } from './protocol.ts';
import { finishRun, isOver, type RunRow, resumeStep, toJson } from './runs.ts';
import { acceptFor } from './schedule.ts';
import type { Transaction } from './transaction.ts';
import type { StepTransition } from './types.ts';

/** Inngest's own limit on the steps of a run. */
export const MAX_STEPS = 1_000;

const FINISHED = new Set(['StepRun', 'Step', 'StepFailed']);
const PENDING = new Set(['StepPlanned', 'Sleep', 'WaitForEvent', 'InvokeFunction']);
/** Asks for nothing but another discovery, which follows anyway. */
const IGNORED = new Set(['DiscoveryRequest']);

export interface Applied {
  /** A step has a result that the function has not seen yet. */
  progressed: boolean;
}

/**
 * Writes what a function reported and asked for. `retryMs` is the time until a step that failed is tried again, null
 * when no try is left. What was reported before is left as it is. The run may be over afterwards.
 */
export async function applyOps(
  tx: Transaction,
  run: RunRow,
  attempt: number,
  ops: Op[],
  retryMs: number | null,
): Promise<Applied> {
  const unknown = ops.find(
    (op) => !FINISHED.has(op.op) && !PENDING.has(op.op) && !IGNORED.has(op.op) && op.op !== 'StepError',
  );
  if (unknown) {
    const message = `step "${nameOf(unknown)}" asks for ${unknown.op}, which the embedded engine does not support`;
    await finishRun(tx, run, { status: 'failed', error: { name: 'UnsupportedError', message } });
    return { progressed: false };
  }
  const isFinal = (op: Op) => FINISHED.has(op.op) || (op.op === 'StepError' && retryMs === null);
  const finished = ops.filter(isFinal);
  await finishSteps(tx, run, attempt, finished);
  const failing = ops.filter((op) => op.op === 'StepError' && retryMs !== null);
  for (const op of failing) noteRetry(tx, run, attempt, op, retryMs!);
  const pending = await addPending(tx, run, [...ops.filter((op) => PENDING.has(op.op))]);
  await checkStepCount(tx, run, pending.length > 0);
  for (const op of pending) {
    if (isOver(run.status)) break;
    await begin(tx, run, op);
  }
  return { progressed: finished.length > 0 };
}

/** When a step that ran in a call began and ended. */
export function times({ timing }: Op): { startedAt: Date | null; endedAt: Date | null } {
  if (!timing) return { startedAt: null, endedAt: null };
  return { startedAt: new Date(timing.a / 1e6), endedAt: new Date((timing.a + timing.b) / 1e6) };
}

/** The transition of a step; `startedAt` and `endedAt` are those that the SDK measured, where it did. */
export function stepTransition(
  run: RunRow,
  op: Op,
  now: Date,
  fields: Pick<StepTransition, 'kind' | 'attempt'> & Partial<StepTransition>,
): StepTransition {
  const { startedAt, endedAt } = times(op);
  return {
    runId: run.id,
    functionId: run.function_id,
    eventId: run.event_id,
    stepId: op.id,
    name: nameOf(op),
    op: op.op,
    at: now,
    ...(startedAt && endedAt ? { startedAt, endedAt } : {}),
    ...fields,
  };
}

async function finishSteps(tx: Transaction, run: RunRow, attempt: number, ops: Op[]): Promise<void> {
  if (ops.length === 0) return;
  const failed = ops.map((op) => op.op === 'StepFailed' || op.op === 'StepError');
  const errors = ops.map((op, index) => (failed[index] ? toErrorInfo(op.error) : null));
  const spans = ops.map(times);
  const rows = await tx.query<{ id: string }>(
    'finish_steps',
    `with done as (
       insert into $s.step (run_id, id, name, op, status, position, output, error, attempt, started_at, ended_at)
       select $1, o.id, o.name, o.op, case when o.error is null then 'completed' else 'failed' end,
              $2::int + o.position::int, o.output, o.error, $3::int, o.started_at, coalesce(o.ended_at, clock_timestamp())
       from unnest($4::text[], $5::text[], $6::text[], $7::json[], $8::json[], $9::timestamptz[], $10::timestamptz[])
            with ordinality as o (id, name, op, output, error, started_at, ended_at, position)
       on conflict (run_id, id) do update set status = excluded.status, position = excluded.position, op = excluded.op,
         output = excluded.output, error = excluded.error, attempt = excluded.attempt,
         started_at = coalesce(excluded.started_at, step.started_at), ended_at = excluded.ended_at
       where step.status in ('pending', 'retrying') returning id),
     counted as (update $s.run set finished_steps = finished_steps + $11::int where id = $1)
     select id from done`,
    [
      run.id,
      run.finished_steps,
      attempt,
      ops.map((op) => op.id),
      ops.map(nameOf),
      ops.map((op) => op.op),
      ops.map((op, index) => (failed[index] ? null : toJson(op.data))),
      errors.map((error) => error && toJson(error)),
      spans.map((span) => span.startedAt),
      spans.map((span) => span.endedAt),
      ops.length,
    ],
  );
  run.finished_steps += ops.length;
  const written = new Set(rows.map((row) => row.id));
  for (const [index, op] of ops.entries()) {
    if (!written.has(op.id)) continue;
    const error = errors[index];
    const result = error
      ? { kind: 'step.failed' as const, error }
      : { kind: 'step.completed' as const, output: op.data ?? null };
    tx.tell(stepTransition(run, op, tx.now, { attempt, ...result }));
  }
}

/** A step that failed within a discovery has no call of its own: it is `retrying`, and not among what is pending. */
function noteRetry(tx: Transaction, run: RunRow, attempt: number, op: Op, retryMs: number): void {
  const error = toErrorInfo(op.error);
  tx.run(
    'note_retry',
    `insert into $s.step (run_id, id, name, op, status, error, attempt, started_at)
     values ($1, $2, $3, 'StepPlanned', 'retrying', $4, $5, $6)
     on conflict (run_id, id) do update set error = excluded.error, attempt = excluded.attempt
     where step.status in ('pending', 'retrying')`,
    [run.id, op.id, nameOf(op), toJson(error), attempt, times(op).startedAt],
  );
  const retryAt = new Date(tx.now.getTime() + retryMs);
  tx.tell(stepTransition(run, op, tx.now, { kind: 'step.retrying', attempt, error, retryAt }));
}

/** Inserts the steps that are new; gives them back. */
async function addPending(tx: Transaction, run: RunRow, ops: Op[]): Promise<Op[]> {
  if (ops.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    'add_pending',
    `insert into $s.step (run_id, id, name, op, status, started_at)
     select $1, id, name, op, 'pending', case when op <> 'StepPlanned' then now() end
     from unnest($2::text[], $3::text[], $4::text[]) as o (id, name, op)
     on conflict (run_id, id) do update set status = 'pending' where step.status = 'retrying' returning id`,
    [run.id, ops.map((op) => op.id), ops.map(nameOf), ops.map((op) => op.op)],
  );
  const added = new Set(rows.map((row) => row.id));
  return ops.filter((op) => added.delete(op.id));
}

/** Ends a run that has more steps than one may have. */
async function checkStepCount(tx: Transaction, run: RunRow, added: boolean): Promise<void> {
  let steps = run.finished_steps;
  if (added) {
    const sql = 'select count(*)::int as count from $s.step where run_id = $1';
    steps = (await tx.query<{ count: number }>('count_steps', sql, [run.id]))[0]!.count;
  }
  if (steps <= MAX_STEPS) return;
  const message = `a run has at most ${MAX_STEPS.toLocaleString('en-US')} steps: split the work over several runs`;
  await finishRun(tx, run, { status: 'failed', error: { name: 'TooManySteps', message } });
}

async function begin(tx: Transaction, run: RunRow, op: Op): Promise<void> {
  if (op.op === 'StepPlanned') return queueStep(tx, run, op);
  tx.tell(stepTransition(run, op, tx.now, { kind: 'step.started', attempt: 0, startedAt: tx.now }));
  try {
    if (op.op === 'Sleep') addTimer(tx, run, 'sleep', op.id, parseMoment(String(op.name), tx.now));
    else if (op.op === 'WaitForEvent') waitForEvent(tx, run, op);
    else await invoke(tx, run, op);
  } catch (error) {
    // A database error has a code and ends the transaction; the rest is what the function asked for in a wrong way.
    if ((error as { code?: string }).code !== undefined) throw error;
    await resumeStep(tx, run.id, op.id, { error: toErrorInfo(error) });
  }
}

function queueStep(tx: Transaction, run: RunRow, op: Op): void {
  tx.run(
    'queue_step',
    `insert into $s.queue_item (run_id, function_id, step_id, limit_keys) values ($1, $2, $3, $4)
     on conflict (run_id, step_id) do nothing`,
    [run.id, run.function_id, op.id, run.limit_keys],
  );
  tx.queued = true;
}

function addTimer(tx: Transaction, run: RunRow, kind: string, stepId: string, at: Date): void {
  const sql = 'insert into $s.timer (run_id, kind, step_id, at) values ($1, $2, $3, $4)';
  tx.run('add_timer', sql, [run.id, kind, stepId, at]);
  tx.timed = true;
}

function waitForEvent(tx: Transaction, run: RunRow, op: Op): void {
  const { timeout, if: expression } = op.opts as { timeout?: string; if?: string };
  if (expression !== undefined) compileExpression(expression);
  tx.run('add_wait', 'insert into $s.wait (run_id, step_id, event_name, expression) values ($1, $2, $3, $4)', [
    run.id,
    op.id,
    String(op.name),
    expression ?? null,
  ]);
  if (timeout !== undefined) addTimer(tx, run, 'wait', op.id, parseMoment(timeout, tx.now));
}

async function invoke(tx: Transaction, run: RunRow, op: Op): Promise<void> {
  const { function_id, payload, timeout } = op.opts as {
    function_id: string;
    payload?: { data?: Record<string, unknown> };
    timeout?: string;
  };
  const fn = [...tx.ctx.functions.values()].find((one) => one.fullId === function_id);
  if (!fn) throw new Error(`the function ${function_id} to invoke is not registered`);
  const event = {
    id: hashedId('invoke', run.id, op.id),
    name: 'inngest/function.invoked',
    data: payload?.data ?? {},
    ts: tx.now.getTime(),
  };
  const child = { id: runIdOf(event.id, fn.id), parentRunId: run.id, parentStepId: op.id };
  if (timeout !== undefined) addTimer(tx, run, 'invoke', op.id, parseMoment(timeout, tx.now));
  if (!(await acceptFor(tx, fn, event, child)))
    throw new Error(`the function ${function_id} was not started: a limit of its own`);
}
