import { type FunctionConfig, limitPrefix } from './config.ts';
import type { Expression } from './expression/index.ts';
import { rateLimit, throttle } from './flow.ts';
import { cancelRun, runTransition, toJson } from './runs.ts';
import type { Transaction } from './transaction.ts';
import type { EngineEvent } from './types.ts';

export interface NewRun {
  id: string;
  parentRunId?: string;
  parentStepId?: string;
  replayOf?: string;
}

const DAY_MS = 86_400_000;

const keyOf = (expression: Expression | undefined, event: EngineEvent) => expression?.key({ event }) ?? '';

/** A stored state of flow control, locked until the transaction ends. */
async function lockBucket<State>(
  tx: Transaction,
  fn: FunctionConfig,
  kind: string,
  key: string,
): Promise<State | null> {
  const rows = await tx.query<{ state: State | null }>(
    'lock_bucket',
    `insert into $s.bucket as b (function_id, kind, key, expires_at) values ($1, $2, $3, now())
     on conflict (function_id, kind, key) do update set key = b.key
     returning case when b.expires_at > now() then b.state end as state`,
    [fn.id, kind, key],
  );
  return rows[0]!.state;
}

function saveBucket(tx: Transaction, fn: FunctionConfig, kind: string, key: string, state: unknown, ms: number): void {
  tx.run(
    'save_bucket',
    `update $s.bucket set state = $4, expires_at = now() + $5 * interval '1 millisecond'
     where function_id = $1 and kind = $2 and key = $3`,
    [fn.id, kind, key, toJson(state), ms],
  );
}

/** Says that an event did not start a function it could have started. */
export function skip(tx: Transaction, fn: FunctionConfig, event: EngineEvent, reason: string): void {
  tx.tell({ kind: 'run.skipped', functionId: fn.id, eventId: event.id, eventName: event.name, reason, at: tx.now });
}

/** The function's flow control, in Inngest's order, and then the run. False when a limit kept it from starting. */
export async function admit(tx: Transaction, fn: FunctionConfig, event: EngineEvent, run: NewRun): Promise<boolean> {
  if (!(await passesIdempotency(tx, fn, event))) return false;
  if (!(await passesRateLimit(tx, fn, event))) return false;
  if (!fn.debounce || run.parentRunId !== undefined) return start(tx, fn, event, run);
  await debounce(tx, fn, event, fn.debounce);
  return true;
}

async function passesIdempotency(tx: Transaction, fn: FunctionConfig, event: EngineEvent): Promise<boolean> {
  if (!fn.idempotency) return true;
  const key = keyOf(fn.idempotency, event);
  const firstEvent = await lockBucket<string>(tx, fn, 'idempotency', key);
  if (firstEvent !== null) {
    skip(tx, fn, event, `the idempotency key ${fn.idempotency.text} = ${key} was used within 24 hours`);
    return false;
  }
  saveBucket(tx, fn, 'idempotency', key, event.id, DAY_MS);
  return true;
}

async function passesRateLimit(tx: Transaction, fn: FunctionConfig, event: EngineEvent): Promise<boolean> {
  if (!fn.rateLimit) return true;
  const key = keyOf(fn.rateLimit.key, event);
  const stored = await lockBucket<number[]>(tx, fn, 'rateLimit', key);
  const { allowed, starts } = rateLimit(stored, tx.now.getTime(), fn.rateLimit);
  if (!allowed) {
    const { limit, periodMs } = fn.rateLimit;
    skip(tx, fn, event, `the rate limit of ${limit} in ${periodMs / 1_000} s is used up${key && ` for ${key}`}`);
    return false;
  }
  saveBucket(tx, fn, 'rateLimit', key, starts, fn.rateLimit.periodMs);
  return true;
}

/** Holds the newest event back until none came for a period (or the timeout since the first has passed). */
async function debounce(
  tx: Transaction,
  fn: FunctionConfig,
  event: EngineEvent,
  { periodMs, timeoutMs, key: expression }: NonNullable<FunctionConfig['debounce']>,
): Promise<void> {
  const key = keyOf(expression, event);
  await lockBucket(tx, fn, 'debounce', key);
  const replaced = await tx.query<{ event_id: string; name: string }>(
    'debounced_event',
    `select d.event_id, e.name from $s.debounce d join $s.event e on e.id = d.event_id
     where d.function_id = $1 and d.key = $2`,
    [fn.id, key],
  );
  tx.run(
    'debounce',
    `insert into $s.debounce as d (function_id, key, event_id, at)
     values ($1, $2, $3, now() + $4 * interval '1 millisecond')
     on conflict (function_id, key) do update set event_id = excluded.event_id,
       at = least(excluded.at, d.first_at + $5 * interval '1 millisecond')`,
    [fn.id, key, event.id, periodMs, timeoutMs ?? null],
  );
  tx.timed = true;
  for (const { event_id, name } of replaced) {
    const reason = `debounced: the event ${event.id} took its place`;
    tx.tell({ kind: 'run.skipped', functionId: fn.id, eventId: event_id, eventName: name, reason, at: tx.now });
  }
}

/** Singleton, throttle, and the run with its first call. */
export async function start(tx: Transaction, fn: FunctionConfig, event: EngineEvent, run: NewRun): Promise<boolean> {
  const singletonKey = fn.singleton ? keyOf(fn.singleton.key, event) : null;
  if (singletonKey !== null && !(await passesSingleton(tx, fn, event, singletonKey))) return false;
  await insertRun(tx, fn, event, run, { singletonKey, startAt: await throttledStart(tx, fn, event) });
  return true;
}

async function passesSingleton(tx: Transaction, fn: FunctionConfig, event: EngineEvent, key: string): Promise<boolean> {
  await lockBucket(tx, fn, 'singleton', key);
  const active = await tx.query<{ id: string }>(
    'active_singleton',
    `select id from $s.run where function_id = $1 and singleton_key = $2 and status in ('queued', 'running', 'waiting')`,
    [fn.id, key],
  );
  if (active.length === 0) return true;
  if (fn.singleton!.mode === 'skip') {
    skip(tx, fn, event, `singleton: the run ${active[0]!.id} is active${key && ` for ${key}`}`);
    return false;
  }
  for (const { id } of active) await cancelRun(tx, id, `singleton: the event ${event.id} took its place`);
  return true;
}

async function throttledStart(tx: Transaction, fn: FunctionConfig, event: EngineEvent): Promise<Date> {
  if (!fn.throttle) return tx.now;
  const key = keyOf(fn.throttle.key, event);
  const now = tx.now.getTime();
  const { startAt, arrival } = throttle(await lockBucket<number>(tx, fn, 'throttle', key), now, fn.throttle);
  saveBucket(tx, fn, 'throttle', key, arrival, arrival - now + fn.throttle.periodMs);
  return new Date(startAt);
}

/** The keys under which the run's calls are counted, one for each of the function's limits. */
function limitKeys(fn: FunctionConfig, event: EngineEvent): string[] {
  return fn.concurrency.map((limit) => limitPrefix(fn, limit) + (limit.key?.key({ event }) ?? ''));
}

async function insertRun(
  tx: Transaction,
  fn: FunctionConfig,
  event: EngineEvent,
  run: NewRun,
  { singletonKey, startAt }: { singletonKey: string | null; startAt: Date },
): Promise<void> {
  const keys = limitKeys(fn, event);
  const delayMs = startAt.getTime() - tx.now.getTime();
  const parent = [run.parentRunId ?? null, run.parentStepId ?? null];
  const rows = await tx.query(
    'insert_run',
    `with run as (
       insert into $s.run (id, function_id, event_id, limit_keys, singleton_key, parent_run_id, parent_step_id, replay_of)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning id),
     timer as (
       insert into $s.timer (run_id, kind, at)
       select id, 'start', now() + $10 * interval '1 millisecond' from run where $10::float8 is not null),
     item as (
       insert into $s.queue_item (run_id, function_id, step_id, limit_keys, at)
       select id, $2, 'step', $4, now() + $9 * interval '1 millisecond' from run)
     select id from run`,
    [
      run.id,
      fn.id,
      event.id,
      keys,
      singletonKey,
      ...parent,
      run.replayOf ?? null,
      delayMs,
      fn.timeouts.startMs ?? null,
    ],
  );
  if (rows.length === 0) return;
  tx.queued = true;
  tx.timed ||= delayMs > 0 || fn.timeouts.startMs !== undefined;
  runTransition(
    tx,
    {
      id: run.id,
      function_id: fn.id,
      event_id: event.id,
      status: 'queued',
      limit_keys: keys,
      parent_run_id: run.parentRunId ?? null,
      parent_step_id: run.parentStepId ?? null,
      replay_of: run.replayOf ?? null,
      sdk_version: -1,
      finished_steps: 0,
      started_at: null,
      created_at: tx.now,
      event,
    },
    'run.queued',
  );
}
