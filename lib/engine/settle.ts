import { advance } from './advance.ts';
import { applyOps } from './apply.ts';
import { parseRetryAfter } from './backoff.ts';
import type { Call } from './claim.ts';
import type { Context } from './context.ts';
import type { Answer, Op } from './protocol.ts';
import { toErrorInfo } from './protocol.ts';
import { DISCOVERY, finishRun, isOver, lockRun, queueDiscovery, type RunRow, runTransition, toJson } from './runs.ts';
import { acceptEvents } from './schedule.ts';
import { type Transaction, transact } from './transaction.ts';
import type { EngineEvent, ErrorInfo } from './types.ts';

/** The call is no longer this engine's, or its run is over: nothing of it may be written. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError';
}

/** The SDK's id of the pseudo step that stands for the whole function: SHA-1 of `complete`. */
const WHOLE_FUNCTION = '0737c22d3bfae812339732d14d8c7dbd6dc4e09c';

type CallKey = Pick<Call, 'itemId' | 'token' | 'attempt' | 'stepId'> & { runId: string };

async function lockForCall(tx: Transaction, runId: string): Promise<RunRow> {
  const run = await lockRun(tx, runId);
  if (!run || isOver(run.status)) throw new LeaseLostError(`run ${runId} is over`);
  return run;
}

const onlySuccess = (ops: Op[]) => (ops.length === 1 && ops[0]!.op === 'StepRun' ? ops[0] : undefined);

/**
 * Makes the steps that a call reports while it goes on durable. `sent` are the events that it sent in these steps;
 * `active` is the call where it is one of this process. Throws LeaseLostError when the call is no longer to be believed.
 */
export async function checkpoint(
  ctx: Context,
  call: CallKey,
  ops: Op[],
  { sent, active }: { sent: EngineEvent[]; active: Call | undefined },
): Promise<void> {
  const op = onlySuccess(ops);
  if (active?.stepId === DISCOVERY && op && sent.length === 0) {
    if (await advance(ctx, active, op, { sdkVersion: null, known: null, keep: true })) return;
  }
  const over = await transact(ctx, async (tx) => {
    const run = await lockForCall(tx, call.runId);
    const held = await tx.query(
      'extend_lease',
      `update $s.queue_item set lease_until = now() + $3 * interval '1 millisecond'
       where id = $1 and lease_token = $2 returning id`,
      [call.itemId, call.token, ctx.leaseMs],
    );
    if (held.length === 0) throw new LeaseLostError(`the call ${call.itemId} of run ${run.id} has another owner`);
    if (sent.length > 0) await acceptEvents(tx, sent);
    await applyOps(tx, run, call.attempt, ops, null);
    return isOver(run.status);
  });
  if (over) throw new LeaseLostError(`run ${call.runId} is over`);
}

interface SettleOptions {
  sdkVersion: number | null;
  sent: EngineEvent[];
  /** Whether this engine has room to make the run's next call itself, without a way through the queue. */
  mayContinue: boolean;
}

export type Settled = { kind: 'done' } | { kind: 'dropped' } | { kind: 'continue'; next: Call };

/** Writes all that an answer means, what follows from it included, in one transaction. */
export async function settle(ctx: Context, call: Call, answer: Answer, options: SettleOptions): Promise<Settled> {
  const next = await tryAdvance(ctx, call, answer, options);
  if (next) return next;
  const { sdkVersion, sent } = options;
  const key = { ...call, runId: call.run.id };
  try {
    await transact(ctx, async (tx) => {
      const run = await lockForCall(tx, call.run.id);
      if (sdkVersion !== null && sdkVersion !== run.sdk_version) {
        tx.run('set_version', 'update $s.run set sdk_version = $2 where id = $1', [run.id, sdkVersion]);
      }
      if (sent.length > 0) await acceptEvents(tx, sent);
      if (answer.kind === 'completed') await complete(tx, run, key, answer.output);
      else if (answer.kind === 'failed') await failOrRetry(tx, run, key, answer);
      else await settleOps(tx, run, key, answer);
    });
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof LeaseLostError) return { kind: 'dropped' };
    throw error;
  }
}

/** The short way of a discovery that ran steps in a run with nothing else under way. */
async function tryAdvance(
  ctx: Context,
  call: Call,
  answer: Answer,
  { sdkVersion, sent, mayContinue }: SettleOptions,
): Promise<Settled | null> {
  const op = answer.kind === 'ops' ? onlySuccess(answer.ops) : undefined;
  if (!op || sent.length > 0 || call.stepId !== DISCOVERY || call.othersPending) return null;
  const known = call.finished.length;
  if (!(await advance(ctx, call, op, { sdkVersion, known, keep: mayContinue }))) return null;
  if (!mayContinue) return { kind: 'done' };
  const finished = [...call.finished, { id: op.id, output: op.data ?? null, error: null }];
  const run = { ...call.run, sdk_version: sdkVersion ?? call.run.sdk_version, finished_steps: known + 1 };
  return { kind: 'continue', next: { ...call, run, attempt: 0, lost: 0, finished } };
}

async function complete(tx: Transaction, run: RunRow, call: CallKey, output: unknown): Promise<void> {
  await removeItem(tx, call);
  await finishRun(tx, run, { status: 'completed', output });
}

type OpsAnswer = Extract<Answer, { kind: 'ops' }>;

async function settleOps(tx: Transaction, run: RunRow, call: CallKey, answer: OpsAnswer): Promise<void> {
  const completion = answer.ops.find((op) => op.op === 'RunComplete');
  const failure = answer.ops.find((op) => op.id === WHOLE_FUNCTION && op.op !== 'RunComplete');
  const ops = answer.ops.filter((op) => op !== completion && op !== failure);
  const retryMs = answer.retry ? retryInMs(tx, run, call, answer.retryAfter) : null;
  const { progressed } = await applyOps(tx, run, call.attempt, ops, retryMs);
  if (isOver(run.status)) return;
  if (completion) return complete(tx, run, call, completion.data ?? null);
  if (failure) {
    const retry = answer.retry && failure.op === 'StepError';
    return failOrRetry(tx, run, call, { ...answer, error: toErrorInfo(failure.error), retry });
  }
  if (retryMs !== null && ops.some((op) => op.op === 'StepError')) return requeue(tx, run, call, retryMs);
  const again = await removeItem(tx, call);
  if (again || progressed || call.stepId !== DISCOVERY) queueDiscovery(tx, run);
  else await markWaiting(tx, run);
}

/** A run none of whose calls is queued waits for a time, an event or another run. */
async function markWaiting(tx: Transaction, run: RunRow): Promise<void> {
  const rows = await tx.query(
    'mark_waiting',
    `update $s.run set status = 'waiting' where id = $1
     and not exists (select from $s.queue_item where run_id = $1) returning id`,
    [run.id],
  );
  if (rows.length > 0) runTransition(tx, run, 'run.waiting');
}

async function failOrRetry(
  tx: Transaction,
  run: RunRow,
  call: CallKey,
  failure: { error: ErrorInfo; retry: boolean; retryAfter: string | null },
): Promise<void> {
  const retryMs = failure.retry ? retryInMs(tx, run, call, failure.retryAfter) : null;
  if (retryMs === null) {
    await removeItem(tx, call);
    return finishRun(tx, run, { status: 'failed', error: failure.error });
  }
  tx.run('note_error', 'update $s.run set error = $2 where id = $1', [run.id, toJson(failure.error)]);
  await requeue(tx, run, call, retryMs);
}

/** Milliseconds until a failed call is made again, null when it has had its last try. */
function retryInMs(tx: Transaction, run: RunRow, call: CallKey, retryAfter: string | null): number | null {
  const maxAttempts = tx.ctx.functions.get(run.function_id)?.maxAttempts ?? 1;
  if (call.attempt + 1 >= maxAttempts) return null;
  return parseRetryAfter(retryAfter, tx.now) ?? tx.ctx.retryDelay(call.attempt);
}

async function requeue(tx: Transaction, run: RunRow, call: CallKey, retryMs: number): Promise<void> {
  const rows = await tx.query(
    'requeue',
    `with r as (update $s.run set discovery_token = null where id = $4 and discovery_token = $2)
     update $s.queue_item set lease_token = null, lease_until = null, again = false, lost = 0, attempt = attempt + 1,
       at = now() + $3 * interval '1 millisecond' where id = $1 and lease_token = $2 returning id`,
    [call.itemId, call.token, retryMs, run.id],
  );
  if (rows.length === 0) throw new LeaseLostError(`the call ${call.itemId} of run ${run.id} has another owner`);
  tx.timed = true;
}

/** Removes the item of a finished call: the fence. True when the call is to be made again with what came meanwhile. */
async function removeItem(tx: Transaction, call: CallKey): Promise<boolean> {
  const rows = await tx.query<{ again: boolean }>(
    'remove_item',
    `with r as (update $s.run set discovery_token = null where id = $3 and discovery_token = $2)
     delete from $s.queue_item where id = $1 and lease_token = $2 returning again`,
    [call.itemId, call.token, call.runId],
  );
  if (rows.length === 0) throw new LeaseLostError(`the call ${call.itemId} has another owner`);
  return rows[0]!.again;
}
