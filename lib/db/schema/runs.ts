import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

export const RUN_STATUSES = ['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'skipped'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface RunError {
  name: string;
  message: string;
}

/** The run ledger. A row is made with the event, one for each subscribed automation, and follows what the engine does. */
export const runs = pgTable(
  'runs',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    automation: text('automation').notNull(),
    eventId: uuid('event_id').notNull(),
    eventName: text('event_name').notNull(),
    /** The engine's own id of the run, once it has one. A replay has another. */
    engineRunId: text('engine_run_id'),
    replayOf: uuid('replay_of'),
    /** Null on the hook's path, where the foreign key so costs nothing; a case that is gone takes its runs along. */
    caseId: uuid('case_id').references(() => cases.id, { onDelete: 'cascade' }),
    deliveryId: uuid('delivery_id'),
    status: text('status').$type<RunStatus>().notNull(),
    /** Why it was skipped, or what it waits for: one sentence with the value that decided. */
    reason: text('reason'),
    attempt: integer('attempt').notNull().default(0),
    output: jsonb('output').$type<unknown>(),
    error: jsonb('error').$type<RunError>(),
    createdAt: moment('created_at').notNull(),
    startedAt: moment('started_at'),
    endedAt: moment('ended_at'),
  },
  (t) => [
    uniqueIndex('runs_seq').on(t.seq),
    uniqueIndex('runs_first').on(t.eventId, t.automation).where(sql`${t.replayOf} is null`),
    uniqueIndex('runs_engine').on(t.engineRunId),
    // What else an event started, replays included, which the index above leaves out.
    index('runs_event').on(t.eventId),
    index('runs_automation').on(t.automation, t.seq),
    index('runs_case').on(t.caseId, t.seq),
    index('runs_delivery').on(t.deliveryId),
    index('runs_status').on(t.status, t.seq),
    check(
      'runs_status_known',
      sql`${t.status} in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'skipped')`,
    ),
  ],
);
export type Run = typeof runs.$inferSelect;

export const runSteps = pgTable(
  'run_steps',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    op: text('op').notNull(),
    status: text('status').$type<'running' | 'completed' | 'failed' | 'retrying' | 'waiting'>().notNull(),
    attempt: integer('attempt').notNull().default(0),
    startedAt: moment('started_at'),
    endedAt: moment('ended_at'),
    retryAt: moment('retry_at'),
    output: jsonb('output').$type<unknown>(),
    error: jsonb('error').$type<RunError>(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.id] })],
);
export type RunStep = typeof runSteps.$inferSelect;

/** What an administrator set; an automation without a row runs with its shipped parameters. */
export const automations = pgTable('automations', {
  id: text('id').primaryKey(),
  enabled: boolean('enabled').notNull().default(true),
  parameters: jsonb('parameters').$type<Record<string, unknown>>().notNull().default({}),
  updatedAt: moment('updated_at').notNull(),
});
