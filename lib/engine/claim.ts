import { randomUUID } from 'node:crypto';
import { type FunctionConfig, limitPrefix } from './config.ts';
import type { Context } from './context.ts';
import { DISCOVERY, finishRun, lockRun, RUN_COLUMNS, type RunRow, runTransition } from './runs.ts';
import { type Transaction, transact } from './transaction.ts';
import type { ErrorInfo } from './types.ts';

export interface FinishedStep {
  id: string;
  output: unknown;
  error: ErrorInfo | null;
}

/** One call of a function that this engine holds the lease of. */
export interface Call {
  itemId: string;
  /** Fences: what is written for a call counts only while its item still has this token. */
  token: string;
  run: RunRow;
  stepId: string;
  /** Zero for the first try. */
  attempt: number;
  /** How often an engine went silent while it made this call. */
  lost: number;
  /** Steps with a result, in the order in which they got it. */
  finished: FinishedStep[];
  /** Whether other steps of the run are queued, asleep or waiting. */
  othersPending: boolean;
}

interface Candidate {
  id: string;
  function_id: string;
  limit_keys: string[];
}

interface LeasedRow extends RunRow {
  item_id: string;
  lease_token: string;
  step_id: string;
  attempt: number;
  lost: number;
  finished: FinishedStep[] | null;
  pending: { id: string; name: string; op: string }[] | null;
}

/** An item that took this many engines down with it is what kills them. */
const MOST_LOST = 25;

/**
 * Takes up to `capacity` calls that are due, turn by turn between the functions, within their concurrency limits.
 * `more` says that others may be due too.
 */
export async function claim(ctx: Context, capacity: number): Promise<{ calls: Call[]; more: boolean }> {
  return transact(ctx, async (tx) => {
    const functions = [...ctx.functions.values()];
    const limited = functions.some((fn) => fn.concurrency.length > 0);
    // Where limits exist claims come one at a time: counting and taking must not interleave with another engine's.
    if (limited) tx.run('claim_lock', `select pg_advisory_xact_lock(hashtext('$s.claim'))`, []);
    const running = limited ? await countRunning(tx) : new Map<string, number>();
    const candidates = await findCandidates(tx, functions, running, capacity);
    const chosen = choose(ctx, candidates, running, capacity);
    const calls = chosen.length === 0 ? [] : await lease(tx, chosen);
    return { calls, more: candidates.length > chosen.length || chosen.length === capacity };
  });
}

/** A lease that has lapsed counts until it is taken back: else what waits for its key would overtake the run that a killed process held. */
async function countRunning(tx: Transaction): Promise<Map<string, number>> {
  const rows = await tx.query<{ key: string; count: number }>(
    'count_running',
    `select key, count(*)::int as count from $s.queue_item, unnest(limit_keys) as key
     where lease_token is not null group by key`,
    [],
  );
  return new Map(rows.map((row) => [row.key, row.count]));
}

/** The keys of the function's limits that are used up, so that no scan stops at what cannot start anyway. */
function fullKeys(fn: FunctionConfig, running: Map<string, number>): string[] {
  return [...running].flatMap(([key, count]) => {
    const limit = fn.concurrency.find((one) => key.startsWith(limitPrefix(fn, one)));
    return limit && count >= limit.limit ? [key] : [];
  });
}

/**
 * Skips what another engine holds, and runs that are being changed: claiming locks item and run, and every other change
 * locks the run first, so waiting here could deadlock. Whoever changes a run wakes the executors afterwards.
 */
async function findCandidates(
  tx: Transaction,
  functions: FunctionConfig[],
  running: Map<string, number>,
  capacity: number,
): Promise<Candidate[]> {
  const full = functions.flatMap((fn) => fullKeys(fn, running).map((key) => ({ fn: fn.id, key })));
  return tx.query<Candidate>(
    'find_candidates',
    `select c.* from unnest($1::text[]) as f (id) cross join lateral (
       select q.id, q.function_id, q.limit_keys from $s.queue_item q join $s.run r on r.id = q.run_id
       where q.function_id = f.id and q.lease_token is null and q.at <= now()
         and not exists (select from unnest($3::text[], $4::text[]) as x (fn, key)
                         where x.fn = f.id and x.key = any(q.limit_keys))
       order by q.at, q.id limit $2 for update of q skip locked for no key update of r skip locked) c`,
    [functions.map((fn) => fn.id), capacity, full.map((one) => one.fn), full.map((one) => one.key)],
  );
}

/** One of each function, then the second of each …, as far as capacity and limits go. */
function choose(ctx: Context, candidates: Candidate[], running: Map<string, number>, capacity: number): Candidate[] {
  const turns = new Map<string, number>();
  const inTurn = candidates
    .map((candidate) => {
      const turn = turns.get(candidate.function_id) ?? 0;
      turns.set(candidate.function_id, turn + 1);
      return { candidate, turn };
    })
    .sort((a, b) => a.turn - b.turn);
  const chosen: Candidate[] = [];
  for (const { candidate } of inTurn) {
    if (chosen.length === capacity) break;
    const limits = ctx.functions.get(candidate.function_id)!.concurrency;
    const keys = candidate.limit_keys;
    if (keys.some((key, index) => (running.get(key) ?? 0) >= (limits[index]?.limit ?? Infinity))) continue;
    for (const key of keys) running.set(key, (running.get(key) ?? 0) + 1);
    chosen.push(candidate);
  }
  return chosen;
}

async function lease(tx: Transaction, chosen: Candidate[]): Promise<Call[]> {
  const rows = await tx.query<LeasedRow>(
    'lease',
    `with leased as (
       update $s.queue_item q set lease_token = c.token, lease_until = now() + $3 * interval '1 millisecond'
       from unnest($1::bigint[], $2::text[]) as c (id, token) where q.id = c.id
       returning q.id, q.run_id, q.step_id, q.attempt, q.lost, q.lease_token),
     owned as (
       update $s.run set discovery_token = l.lease_token from leased l
       where run.id = l.run_id and l.step_id = '${DISCOVERY}')
     select l.id as item_id, l.lease_token, l.step_id, l.attempt, l.lost, ${RUN_COLUMNS}, s.finished, s.pending
     from leased l join $s.run r on r.id = l.run_id join $s.event e on e.id = r.event_id cross join lateral (
       select json_agg(json_build_object('id', id, 'output', output, 'error', error) order by position)
                filter (where status in ('completed', 'failed')) as finished,
              json_agg(json_build_object('id', id, 'name', name, 'op', op)) filter (where status = 'pending') as pending
       from $s.step where run_id = l.run_id) s`,
    [chosen.map((one) => one.id), chosen.map(() => randomUUID()), tx.ctx.leaseMs],
  );
  markStarted(tx, rows);
  return rows.map(({ item_id, lease_token, step_id, attempt, lost, finished, pending, ...run }) => ({
    itemId: item_id,
    token: lease_token,
    run,
    stepId: step_id,
    attempt,
    lost,
    finished: finished ?? [],
    othersPending: (pending ?? []).some((step) => step.id !== step_id),
  }));
}

function markStarted(tx: Transaction, rows: LeasedRow[]): void {
  const resumed = new Map(rows.filter((row) => row.status !== 'running').map((row) => [row.id, row]));
  const steps = rows.filter((row) => row.step_id !== DISCOVERY);
  if (resumed.size > 0) {
    const first = [...resumed.values()].filter((row) => row.started_at === null);
    const finishMs = first.map((row) => tx.ctx.functions.get(row.function_id)?.timeouts.finishMs ?? null);
    tx.run(
      'start_runs',
      `with timers as (
         insert into $s.timer (run_id, kind, at) select id, 'finish', now() + ms * interval '1 millisecond'
         from unnest($2::text[], $3::float8[]) as t (id, ms) where ms is not null),
       started as (delete from $s.timer where run_id = any($2::text[]) and kind = 'start')
       update $s.run set status = 'running', started_at = coalesce(started_at, now()) where id = any($1::text[])`,
      [[...resumed.keys()], first.map((row) => row.id), finishMs],
    );
  }
  for (const row of resumed.values()) {
    row.status = 'running';
    runTransition(tx, row, 'run.started');
  }
  if (steps.length === 0) return;
  tx.run(
    'start_steps',
    `update $s.step set started_at = now(), attempt = t.attempt
     from unnest($1::text[], $2::text[], $3::int[]) as t (run_id, id, attempt)
     where step.run_id = t.run_id and step.id = t.id`,
    [steps.map((row) => row.id), steps.map((row) => row.step_id), steps.map((row) => row.attempt)],
  );
  for (const row of steps) {
    const step = row.pending?.find((one) => one.id === row.step_id);
    if (!step) continue;
    tx.tell({
      kind: 'step.started',
      runId: row.id,
      functionId: row.function_id,
      eventId: row.event_id,
      stepId: step.id,
      name: step.name,
      op: step.op,
      attempt: row.attempt,
      at: tx.now,
      startedAt: tx.now,
    });
  }
}

/** Extends the leases of calls under way; gives back the tokens that are still held. */
export async function extendLeases(ctx: Context, calls: { itemId: string; token: string }[]): Promise<Set<string>> {
  const { rows } = await ctx.pool.query<{ lease_token: string }>(
    ctx.statement(
      'extend_leases',
      `update $s.queue_item q set lease_until = now() + $3 * interval '1 millisecond'
       from unnest($1::bigint[], $2::text[]) as c (id, token) where q.id = c.id and q.lease_token = c.token
       returning q.lease_token`,
      [calls.map((call) => call.itemId), calls.map((call) => call.token), ctx.leaseMs],
    ),
  );
  return new Set(rows.map((row) => row.lease_token));
}

/** Gives calls back unfinished, to be made again by any engine at once. */
export async function returnLeases(ctx: Context, calls: { itemId: string; token: string }[]): Promise<void> {
  await ctx.pool.query(
    ctx.statement(
      'return_leases',
      `update $s.queue_item q set lease_token = null, lease_until = null, again = false
       from unnest($1::bigint[], $2::text[]) as c (id, token) where q.id = c.id and q.lease_token = c.token`,
      [calls.map((call) => call.itemId), calls.map((call) => call.token)],
    ),
  );
}

/** Puts calls back into the queue whose engine went silent. True when there were any. */
export async function reclaimLost(ctx: Context): Promise<boolean> {
  const { rows } = await ctx.pool.query<{ run_id: string; lost: number }>(
    ctx.statement(
      'reclaim_lost',
      `update $s.queue_item set lease_token = null, lease_until = null, again = false, lost = lost + 1
       where id in (select id from $s.queue_item where lease_token is not null and lease_until < now()
                    for update skip locked) returning run_id, lost`,
      [],
    ),
  );
  for (const { run_id, lost } of rows.filter((row) => row.lost >= MOST_LOST)) {
    await transact(ctx, async (tx) => {
      const run = await lockRun(tx, run_id);
      const message = `the process that ran this function ended ${lost} times while it did`;
      if (run) await finishRun(tx, run, { status: 'failed', error: { name: 'ExecutorLost', message } });
    });
  }
  return rows.length > 0;
}
