import { hashedId } from './ids.ts';
import type { Transaction } from './transaction.ts';
import type { EngineEvent, ErrorInfo, RunStatus, RunTransition } from './types.ts';

export interface RunRow {
  id: string;
  function_id: string;
  event_id: string;
  status: RunStatus;
  limit_keys: string[];
  parent_run_id: string | null;
  parent_step_id: string | null;
  replay_of: string | null;
  sdk_version: number;
  finished_steps: number;
  started_at: Date | null;
  created_at: Date;
  event: EngineEvent;
}

export const RUN_COLUMNS = `r.id, r.function_id, r.event_id, r.status, r.limit_keys, r.parent_run_id, r.parent_step_id,
  r.replay_of, r.sdk_version, r.finished_steps, r.started_at, r.created_at, e.payload as event`;

export const isOver = (status: RunStatus) => status === 'completed' || status === 'failed' || status === 'cancelled';

/** Locks a run: whoever changes a run or what belongs to it holds this lock, so changes of one run come one by one. */
export async function lockRun(tx: Transaction, runId: string): Promise<RunRow | undefined> {
  const rows = await tx.query<RunRow>(
    'lock_run',
    `select ${RUN_COLUMNS} from $s.run r join $s.event e on e.id = r.event_id where r.id = $1 for no key update of r`,
    [runId],
  );
  return rows[0];
}

export function runTransition(
  tx: Transaction,
  run: RunRow,
  kind: RunTransition['kind'],
  extra: Pick<RunTransition, 'output' | 'error'> = {},
): void {
  tx.tell({
    kind,
    runId: run.id,
    functionId: run.function_id,
    eventId: run.event_id,
    eventName: run.event.name,
    event: run.event,
    at: tx.now,
    ...(run.parent_run_id === null ? {} : { parentRunId: run.parent_run_id }),
    ...(run.replay_of === null ? {} : { replayOf: run.replay_of }),
    ...extra,
  });
}

export type Outcome =
  | { status: 'completed'; output: unknown }
  | { status: 'failed'; error: ErrorInfo }
  | { status: 'cancelled'; error: ErrorInfo };

const FINAL_EVENTS = {
  completed: 'inngest/function.finished',
  failed: 'inngest/function.failed',
  cancelled: 'inngest/function.cancelled',
} as const;

/** Ends a locked run: nothing of it stays queued, its invoker goes on, and who listens for its end hears of it. */
export async function finishRun(tx: Transaction, run: RunRow, outcome: Outcome): Promise<void> {
  const output = outcome.status === 'completed' ? outcome.output : null;
  const error = outcome.status === 'completed' ? null : outcome.error;
  tx.run(
    'finish_run',
    `with items as (delete from $s.queue_item where run_id = $1),
          timers as (delete from $s.timer where run_id = $1),
          waits as (delete from $s.wait where run_id = $1)
     update $s.run set status = $2, output = $3, error = $4, ended_at = clock_timestamp() where id = $1`,
    [run.id, outcome.status, toJson(output), error && toJson(error)],
  );
  run.status = outcome.status;
  if (outcome.status === 'completed') runTransition(tx, run, 'run.completed', { output });
  else runTransition(tx, run, `run.${outcome.status}`, { error: error! });
  tellListeners(tx, run, outcome);
  if (run.parent_run_id !== null && run.parent_step_id !== null) {
    await resumeStep(tx, run.parent_run_id, run.parent_step_id, error ? { error } : { output });
  }
}

/** Nothing is written where no function is triggered by the end of others. */
function tellListeners(tx: Transaction, run: RunRow, outcome: Outcome): void {
  const name = FINAL_EVENTS[outcome.status];
  const functionId = `${tx.ctx.appId}-${run.function_id}`;
  const listens = [...tx.ctx.functions.values()].some((fn) =>
    fn.events.some(
      (trigger) =>
        trigger.name === name && (trigger.if?.test({ event: { data: { function_id: functionId } } }) ?? true),
    ),
  );
  if (!listens) return;
  const data =
    outcome.status === 'completed'
      ? { result: outcome.output }
      : { error: { error: outcome.error.name, ...outcome.error }, result: outcome.error };
  tx.emit({
    id: hashedId('end', run.id),
    name,
    data: { function_id: functionId, run_id: run.id, event: run.event, events: [run.event], ...data },
    ts: tx.now.getTime(),
  });
}

/** Ends a run as cancelled. What it runs at this moment is told at its next checkpoint and its answer is dropped. */
export async function cancelRun(tx: Transaction, runId: string, reason: string): Promise<boolean> {
  const run = await lockRun(tx, runId);
  if (!run || isOver(run.status)) return false;
  await finishRun(tx, run, { status: 'cancelled', error: { name: 'RunCancelled', message: reason } });
  return true;
}

export const toJson = (value: unknown): string => JSON.stringify(value ?? null);

interface ResumedStep {
  name: string;
  op: string;
  started_at: Date | null;
}

/**
 * Gives a waiting step its result and lets its run go on. Does nothing when the step has a result already or the run
 * is over, so that of two results (an event, a timeout) the first one stands.
 */
export async function resumeStep(
  tx: Transaction,
  runId: string,
  stepId: string,
  result: { output: unknown } | { error: ErrorInfo },
): Promise<boolean> {
  const run = await lockRun(tx, runId);
  if (!run || isOver(run.status)) return false;
  const failed = 'error' in result;
  const rows = await tx.query<ResumedStep>(
    'resume_step',
    `with done as (
       update $s.step set status = $3, output = $4, error = $5, ended_at = clock_timestamp(), position = $6
       where run_id = $1 and id = $2 and status = 'pending' returning name, op, started_at),
     timers as (delete from $s.timer where run_id = $1 and step_id = $2),
     waits as (delete from $s.wait where run_id = $1 and step_id = $2),
     counted as (update $s.run set finished_steps = $6 where id = $1 and exists (select from done))
     select * from done`,
    [
      runId,
      stepId,
      failed ? 'failed' : 'completed',
      failed ? null : toJson(result.output),
      failed ? toJson(result.error) : null,
      run.finished_steps + 1,
    ],
  );
  const [step] = rows;
  if (!step) return false;
  tx.tell({
    kind: failed ? 'step.failed' : 'step.completed',
    runId,
    functionId: run.function_id,
    eventId: run.event_id,
    stepId,
    name: step.name,
    op: step.op,
    attempt: 0,
    at: tx.now,
    ...(step.started_at ? { startedAt: step.started_at } : {}),
    endedAt: tx.now,
    ...result,
  });
  queueDiscovery(tx, run);
  return true;
}

/** The step id that asks the SDK to find out what comes next, rather than to run one step. */
export const DISCOVERY = 'step';

/**
 * Queues the call that lets a locked run go on. A run has one such call at most: one that is under way is marked to
 * be made again, since it was started without what is known now.
 */
export function queueDiscovery(tx: Transaction, run: RunRow): void {
  tx.run(
    'queue_discovery',
    `insert into $s.queue_item as q (run_id, function_id, step_id, limit_keys) values ($1, $2, $3, $4)
     on conflict (run_id, step_id) do update set again = q.lease_token is not null`,
    [run.id, run.function_id, DISCOVERY, run.limit_keys],
  );
  tx.queued = true;
}
