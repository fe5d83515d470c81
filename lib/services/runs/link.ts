import { newId } from '../../db/id.ts';
import { ledgerEventId } from './ledger-event-id.ts';

/** A pool or one of its clients. */
export interface Queryable {
  query<Row>(query: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

/** A run as an engine knows it. */
export interface EngineRun {
  engineRunId: string;
  automation: string;
  eventId: string;
  eventName: string;
  at: Date;
  parentRunId?: string | undefined;
  replayOf?: string | undefined;
}

/**
 * Binds runs of the engine to the ledger. The first run of an event and an automation takes the row that was made with the event; what has no
 * such row (a timer, an invocation, a replay) gets one, with the case and delivery of the run that it repeats or that invoked it.
 * Binding a run again does nothing.
 */
export async function linkRuns(db: Queryable, runs: readonly EngineRun[]): Promise<void> {
  await db.query({
    name: 'ledger_link',
    text: LINK,
    values: [
      runs.map(() => newId()),
      runs.map((run) => run.engineRunId),
      runs.map((run) => run.automation),
      runs.map((run) => ledgerEventId(run.eventId)),
      runs.map((run) => run.eventName),
      runs.map((run) => run.at.toISOString()),
      runs.map((run) => run.parentRunId ?? null),
      runs.map((run) => run.replayOf ?? null),
    ],
  });
}

const LINK = `
with incoming as (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[], $8::text[])
    as run (id, engine_run_id, automation, event_id, event_name, at, parent, replayed)
  where not exists (select from runs known where known.engine_run_id = run.engine_run_id)
), bound as (
  update runs set engine_run_id = incoming.engine_run_id from incoming
  where incoming.replayed is null and runs.event_id = incoming.event_id and runs.automation = incoming.automation
    and runs.replay_of is null and runs.engine_run_id is null
  returning incoming.engine_run_id
)
insert into runs (id, automation, event_id, event_name, engine_run_id, replay_of, case_id, delivery_id, status, created_at)
select incoming.id, incoming.automation, incoming.event_id, incoming.event_name, incoming.engine_run_id,
  coalesce(original.id, first.id),
  coalesce(original.case_id, first.case_id, parent.case_id),
  coalesce(original.delivery_id, first.delivery_id, parent.delivery_id), 'queued', incoming.at
from incoming
left join runs original on original.engine_run_id = incoming.replayed
left join runs first
  on first.event_id = incoming.event_id and first.automation = incoming.automation and first.replay_of is null
left join runs parent on parent.engine_run_id = incoming.parent
where incoming.engine_run_id not in (select engine_run_id from bound)
on conflict do nothing`;
