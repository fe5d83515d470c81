import { jsonbText } from '../kernel/index.ts';
import { fold, type RunChange, type StepChange } from './fold.ts';
import { ledgerEventId } from './ledger-event-id.ts';
import { type EngineRun, linkRuns, type Queryable } from './link.ts';
import type { ErrorInfo, RunTransition, SkipTransition, Transition } from './transition.ts';

/** How the SDK calls the function that it makes of `onFailure`. */
const AFTER_FAILURE = '-failure';

/** A run is bound to its row when it is made, and again when it starts or ends without: another engine may have made it. */
const BINDING = new Set<Transition['kind']>(['run.queued', 'run.started', 'run.failed', 'run.cancelled']);

/**
 * Writes what an engine tells into the ledger, in the engine's own transaction, so that the two never disagree. Reads nothing of what the statements
 * answer, so the engine may send them all at once. What an automation does after its failure is no run of its own. At most one statement for each kind
 * of change. What has ended stays as it is: also a run that its function marked as skipped.
 */
export async function recordTransitions(tx: Queryable, transitions: readonly Transition[]): Promise<void> {
  const own = transitions.filter(({ functionId }) => !functionId.endsWith(AFTER_FAILURE));
  const folded = fold(own);
  const unbound = runsToBind(own);
  if (unbound.length > 0) await linkRuns(tx, unbound);
  const changed = folded.runs.filter(({ status }) => status !== 'queued');
  if (changed.length > 0) await recordRuns(tx, changed);
  if (folded.steps.length > 0) await recordSteps(tx, folded.steps);
  if (folded.skips.length > 0) await recordSkips(tx, folded.skips);
}

/** By the first transition of each. */
function runsToBind(transitions: readonly Transition[]): EngineRun[] {
  const first = new Map<string, EngineRun>();
  for (const one of transitions) {
    if (!isRun(one) || !BINDING.has(one.kind) || first.has(one.runId)) continue;
    first.set(one.runId, {
      engineRunId: one.runId,
      automation: one.functionId,
      eventId: one.eventId,
      eventName: one.eventName,
      at: one.at,
      parentRunId: one.parentRunId,
      replayOf: one.replayOf,
    });
  }
  return [...first.values()];
}

const isRun = (one: Transition): one is RunTransition => 'runId' in one && !('stepId' in one);

async function recordRuns(tx: Queryable, changes: RunChange[]): Promise<void> {
  await tx.query({
    name: 'ledger_runs',
    text: `
      update runs set
        status = change.status,
        started_at = coalesce(runs.started_at, change.started_at, change.ended_at),
        ended_at = change.ended_at,
        reason = change.reason,
        output = change.output::jsonb,
        error = change.error::jsonb,
        case_id = coalesce(runs.case_id, (
          select event.case_id from case_events event where event.delivery_id = runs.delivery_id limit 1))
      from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
        as change (engine_run_id, status, started_at, ended_at, reason, output, error)
      where runs.engine_run_id = change.engine_run_id and runs.ended_at is null`,
    values: [
      changes.map((one) => one.engineRunId),
      changes.map((one) => one.status),
      changes.map((one) => one.startedAt?.toISOString() ?? null),
      changes.map((one) => one.endedAt?.toISOString() ?? null),
      changes.map((one) => one.reason),
      changes.map((one) => outputText(one.output)),
      changes.map((one) => errorText(one.error)),
    ],
  });
}

async function recordSteps(tx: Queryable, steps: StepChange[]): Promise<void> {
  await tx.query({
    name: 'ledger_steps',
    text: `
      insert into run_steps as step
        (run_id, id, position, name, op, status, attempt, started_at, ended_at, retry_at, output, error)
      select runs.id, change.id,
        coalesce((select max(position) from run_steps earlier where earlier.run_id = runs.id), 0) + change.nth,
        change.name, change.op, change.status, change.attempt, change.started_at, change.ended_at, change.retry_at,
        change.output::jsonb, change.error::jsonb
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::timestamptz[],
          $9::timestamptz[], $10::text[], $11::text[]) with ordinality
        as change (engine_run_id, id, name, op, status, attempt, started_at, ended_at, retry_at, output, error, nth)
      join runs on runs.engine_run_id = change.engine_run_id
      on conflict (run_id, id) do update set
        name = excluded.name, op = excluded.op, status = excluded.status, attempt = excluded.attempt,
        started_at = coalesce(step.started_at, excluded.started_at), ended_at = excluded.ended_at,
        retry_at = excluded.retry_at, output = excluded.output, error = excluded.error
      where step.status not in ('completed', 'failed')`,
    values: [
      steps.map((one) => one.engineRunId),
      steps.map((one) => one.id),
      steps.map((one) => one.name),
      steps.map((one) => one.op),
      steps.map((one) => one.status),
      steps.map((one) => one.attempt),
      steps.map((one) => one.startedAt?.toISOString() ?? null),
      steps.map((one) => one.endedAt?.toISOString() ?? null),
      steps.map((one) => one.retryAt?.toISOString() ?? null),
      steps.map((one) => outputText(one.output)),
      steps.map((one) => errorText(one.error)),
    ],
  });
}

/** Only of automations that were to hear of the event: others have no row, and nothing to explain. */
async function recordSkips(tx: Queryable, skips: SkipTransition[]): Promise<void> {
  await tx.query({
    name: 'ledger_skips',
    text: `
      update runs set status = 'skipped', reason = skip.reason, ended_at = skip.at
      from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) as skip (event_id, automation, reason, at)
      where runs.event_id = skip.event_id and runs.automation = skip.automation
        and runs.replay_of is null and runs.engine_run_id is null and runs.ended_at is null`,
    values: [
      skips.map((one) => ledgerEventId(one.eventId)),
      skips.map((one) => one.functionId),
      skips.map((one) => `Not run because ${one.reason.replace(/\.$/, '')}.`),
      skips.map((one) => one.at.toISOString()),
    ],
  });
}

/** The ledger is for people: more of a result than this helps nobody, and the engine keeps the whole. */
const MAX_OUTPUT = 64 * 1024;
const MAX_MESSAGE = 4_000;

function outputText(output: unknown): string | null {
  if (output === undefined || output === null) return null;
  const text = jsonbText(output);
  return text.length <= MAX_OUTPUT ? text : JSON.stringify({ truncated: true, characters: text.length });
}

/** Without the stack: it tells more of the house than who reads runs should know. */
function errorText(error: ErrorInfo | null): string | null {
  return error && jsonbText({ name: error.name, message: error.message.slice(0, MAX_MESSAGE) });
}
