import { admit, type NewRun, skip } from './admit.ts';
import type { FunctionConfig } from './config.ts';
import { compileExpression } from './expression/index.ts';
import { hashedId, runIdOf } from './ids.ts';
import { cancelRun, resumeStep } from './runs.ts';
import type { Transaction } from './transaction.ts';
import type { EngineEvent } from './types.ts';

/** Inngest's own limit on one event. */
const MAX_EVENT_BYTES = 256 * 1024;

export class EventError extends Error {
  override name = 'EventError';
}

/** Refuses an event that the engine could not store or hand to a function. */
export function checkEvent(event: EngineEvent): void {
  if (typeof event.name !== 'string' || event.name === '') throw new EventError('an event needs a name');
  if (typeof event.id !== 'string' || event.id === '')
    throw new EventError(`${event.name}: the event's id is not a text`);
  if (typeof event.data !== 'object' || event.data === null)
    throw new EventError(`${event.name}: data is not an object`);
  if (!Number.isFinite(event.ts)) throw new EventError(`${event.name}: ts is not a time in milliseconds`);
  const bytes = Buffer.byteLength(JSON.stringify(event));
  if (bytes > MAX_EVENT_BYTES) throw new EventError(`${event.name}: ${bytes} bytes are more than an event's 256 KB`);
}

/** Stores events; gives back those whose id is new. */
async function storeEvents(tx: Transaction, events: EngineEvent[]): Promise<EngineEvent[]> {
  const rows = await tx.query<{ id: string }>(
    'store_events',
    `insert into $s.event (id, name, payload) select * from unnest($1::text[], $2::text[], $3::json[])
     on conflict (id) do nothing returning id`,
    [events.map((event) => event.id), events.map((event) => event.name), events.map((event) => JSON.stringify(event))],
  );
  const fresh = new Set(rows.map((row) => row.id));
  // Twice in one batch: the first one counts.
  return events.filter((event) => fresh.delete(event.id));
}

/** Stores events and does all that they cause: runs, resumed waits, cancellations. An id that is known causes nothing. */
export async function acceptEvents(tx: Transaction, events: EngineEvent[]): Promise<void> {
  for (const event of events) checkEvent(event);
  const fresh = await storeEvents(tx, events);
  if (fresh.length === 0) return;
  await cancelRuns(tx, fresh);
  await resumeWaits(tx, fresh);
  for (const event of fresh) {
    for (const fn of tx.ctx.functions.values()) await trigger(tx, fn, event);
  }
}

/** Of several triggers for one event the first that holds counts; one event never starts a function twice. */
async function trigger(tx: Transaction, fn: FunctionConfig, event: EngineEvent): Promise<void> {
  const triggers = fn.events.filter((candidate) => candidate.name === event.name);
  if (triggers.length === 0) return;
  if (triggers.some((candidate) => candidate.if?.test({ event }) ?? true)) {
    await admit(tx, fn, event, { id: runIdOf(event.id, fn.id) });
  } else if (!event.name.startsWith('inngest/')) {
    skip(tx, fn, event, `the trigger's condition is false: ${triggers.map((one) => one.if!.text).join('; ')}`);
  }
}

interface WaitRow {
  run_id: string;
  step_id: string;
  event_name: string;
  expression: string | null;
  event: EngineEvent;
}

async function resumeWaits(tx: Transaction, events: EngineEvent[]): Promise<void> {
  const waits = await tx.query<WaitRow>(
    'waits_for_events',
    `select w.run_id, w.step_id, w.event_name, w.expression, e.payload as event
     from $s.wait w join $s.run r on r.id = w.run_id join $s.event e on e.id = r.event_id
     where w.event_name = any($1::text[]) order by w.run_id`,
    [[...new Set(events.map((event) => event.name))]],
  );
  for (const wait of waits) {
    const test = wait.expression === null ? null : compileExpression(wait.expression);
    const match = events.find(
      (event) => event.name === wait.event_name && (test?.test({ event: wait.event, async: event }) ?? true),
    );
    if (match) await resumeStep(tx, wait.run_id, wait.step_id, { output: match });
  }
}

interface ActiveRow {
  id: string;
  function_id: string;
  created_at: Date;
  event: EngineEvent;
}

async function cancelRuns(tx: Transaction, events: EngineEvent[]): Promise<void> {
  const names = new Set(events.map((event) => event.name));
  const functions = [...tx.ctx.functions.values()].filter((fn) => fn.cancelOn.some((rule) => names.has(rule.event)));
  if (functions.length === 0) return;
  const active = await tx.query<ActiveRow>(
    'active_runs',
    `select r.id, r.function_id, r.created_at, e.payload as event from $s.run r join $s.event e on e.id = r.event_id
     where r.function_id = any($1::text[]) and r.status in ('queued', 'running', 'waiting') order by r.id`,
    [functions.map((fn) => fn.id)],
  );
  for (const run of active) {
    const cause = events.find((event) => cancels(tx, run, event));
    if (cause) await cancelRun(tx, run.id, `cancelled by the event ${cause.name}`);
  }
}

function cancels(tx: Transaction, run: ActiveRow, event: EngineEvent): boolean {
  return tx.ctx.functions.get(run.function_id)!.cancelOn.some((rule) => {
    if (rule.event !== event.name) return false;
    if (rule.timeoutMs !== undefined && tx.now.getTime() > run.created_at.getTime() + rule.timeoutMs) return false;
    return rule.if?.test({ event: run.event, async: event }) ?? true;
  });
}

/** The event of a cron's run; the same tick has the same id on every engine. */
export function cronEvent(functionId: string, cron: string, due: Date): EngineEvent {
  const id = hashedId('cron', functionId, cron, due.toISOString());
  return { id, name: 'inngest/scheduled.timer', data: { cron }, ts: due.getTime() };
}

/**
 * Stores an event that starts exactly one function (a cron's, an invoke's): triggers and waits do not see it. False:
 * the event was known, or the function's own limits kept it from starting.
 */
export async function acceptFor(
  tx: Transaction,
  fn: FunctionConfig,
  event: EngineEvent,
  run: NewRun,
): Promise<boolean> {
  checkEvent(event);
  const fresh = await storeEvents(tx, [event]);
  return fresh.length > 0 && (await admit(tx, fn, event, run));
}
