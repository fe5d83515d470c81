import { start } from './admit.ts';
import type { Context } from './context.ts';
import { nextCronTime } from './cron.ts';
import { runIdOf } from './ids.ts';
import { cancelRun, resumeStep } from './runs.ts';
import { acceptFor, cronEvent } from './schedule.ts';
import { type Transaction, transact } from './transaction.ts';
import type { EngineEvent } from './types.ts';

const BATCH = 100;

interface TimerRow {
  run_id: string;
  kind: 'sleep' | 'wait' | 'invoke' | 'start' | 'finish';
  step_id: string | null;
}

/** Does what the time has come for: sleeps, timeouts, debounced events, crons. True when there may be more. */
export async function runDue(ctx: Context): Promise<boolean> {
  const timers = await transact(ctx, fireTimers);
  const debounced = await transact(ctx, startDebounced);
  const crons = await transact(ctx, startCrons);
  return timers || debounced || crons;
}

/** The run is locked before its timer is removed, as everywhere, so a timer and an event cannot deadlock. */
async function fireTimers(tx: Transaction): Promise<boolean> {
  const due = await tx.query<TimerRow>(
    'due_timers',
    `with due as (
       select t.id from $s.timer t join $s.run r on r.id = t.run_id where t.at <= now() order by t.at limit ${BATCH}
       for no key update of r skip locked for update of t skip locked)
     delete from $s.timer where id in (select id from due) returning run_id, kind, step_id`,
    [],
  );
  for (const { run_id, kind, step_id } of due) {
    if (kind === 'start') await cancelRun(tx, run_id, 'the run did not start within its start timeout');
    else if (kind === 'finish') await cancelRun(tx, run_id, 'the run did not finish within its finish timeout');
    else if (kind === 'invoke') {
      const error = { name: 'InvokeTimeout', message: 'the invoked function did not finish in time' };
      await resumeStep(tx, run_id, step_id!, { error });
    } else await resumeStep(tx, run_id, step_id!, { output: null });
  }
  return due.length === BATCH;
}

async function startDebounced(tx: Transaction): Promise<boolean> {
  const due = await tx.query<{ function_id: string; event: EngineEvent }>(
    'due_debounces',
    `with due as (
       delete from $s.debounce where (function_id, key) in (
         select function_id, key from $s.debounce where at <= now() and function_id = any($1::text[])
         order by at limit ${BATCH} for update skip locked)
       returning function_id, event_id)
     select d.function_id, e.payload as event from due d join $s.event e on e.id = d.event_id`,
    [[...tx.ctx.functions.keys()]],
  );
  for (const { function_id, event } of due) {
    await start(tx, tx.ctx.functions.get(function_id)!, event, { id: runIdOf(event.id, function_id) });
  }
  return due.length === BATCH;
}

/** A cron that was due while no engine ran starts once, late; its other missed times are let go. */
async function startCrons(tx: Transaction): Promise<boolean> {
  const due = await tx.query<{ function_id: string; expression: string; next_at: Date }>(
    'due_crons',
    `select function_id, expression, next_at from $s.cron where next_at <= now() and function_id = any($1::text[])
     for update skip locked`,
    [[...tx.ctx.functions.keys()]],
  );
  for (const { function_id, expression, next_at } of due) {
    const event = cronEvent(function_id, expression, next_at);
    const fn = tx.ctx.functions.get(function_id)!;
    await acceptFor(tx, fn, event, { id: runIdOf(event.id, function_id) });
    tx.run('next_cron', 'update $s.cron set next_at = $3 where function_id = $1 and expression = $2', [
      function_id,
      expression,
      nextCronTime(expression, tx.now) ?? 'infinity',
    ]);
  }
  return false;
}

/** Makes the stored crons those of the registered functions; a cron that stays keeps its next time. */
export async function syncCrons(ctx: Context): Promise<void> {
  const crons = [...ctx.functions.values()].flatMap((fn) => fn.crons.map((expression) => ({ fn: fn.id, expression })));
  await transact(ctx, async (tx) => {
    const keys = [crons.map((cron) => cron.fn), crons.map((cron) => cron.expression)];
    tx.run(
      'drop_crons',
      `delete from $s.cron c where not exists (
         select from unnest($1::text[], $2::text[]) as n (fn, expression)
         where n.fn = c.function_id and n.expression = c.expression)`,
      keys,
    );
    tx.run(
      'add_crons',
      `insert into $s.cron (function_id, expression, next_at) select * from unnest($1::text[], $2::text[], $3::timestamptz[])
       on conflict do nothing`,
      [...keys, crons.map((cron) => nextCronTime(cron.expression, tx.now) ?? 'infinity')],
    );
  });
}

/** Milliseconds until something is due next; negative when it is, null when nothing is known. */
export async function nextDueMs(ctx: Context): Promise<number | null> {
  const { rows } = await ctx.pool.query<{ ms: number | null }>(
    ctx.statement(
      'next_due',
      `select (extract(epoch from least(
         (select min(at) from $s.queue_item where lease_token is null and at > now()),
         (select min(at) from $s.timer),
         (select min(at) from $s.debounce where function_id = any($1::text[])),
         (select min(next_at) from $s.cron where function_id = any($1::text[]))
       ) - clock_timestamp()) * 1000)::float8 as ms`,
      [[...ctx.functions.keys()]],
    ),
  );
  return rows[0]!.ms;
}
