import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { AiTaskId } from '../../domain/ai.ts';
import type { Injection } from '../../domain/injection/index.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/** Everything that a model or a task's rules have answered. */
export const aiOutputs = pgTable(
  'ai_outputs',
  {
    id: uuid('id').primaryKey(),
    at: moment('at').notNull(),
    task: text('task').$type<AiTaskId>().notNull(),
    /** The model's name; null: the rules. */
    model: text('model'),
    promptVersion: integer('prompt_version').notNull(),
    /** SHA-256 of the input's canonical JSON. */
    inputHash: text('input_hash').notNull(),
    tokens: integer('tokens').notNull(),
    milliseconds: integer('milliseconds').notNull(),
    output: jsonb('output').$type<unknown>().notNull(),
    /** Why the rules answered although a model might have. */
    reason: text('reason'),
    /** An earlier answer to the same input was taken. */
    cached: boolean('cached').notNull(),
    flags: jsonb('flags').$type<Injection[]>().notNull().default([]),
    caseId: uuid('case_id').references(() => cases.id, { onDelete: 'cascade' }),
    runId: text('run_id'),
    by: jsonb('by').$type<ActorRef>().notNull(),
  },
  (t) => [
    index('ai_outputs_case').on(t.caseId, t.id).where(sql`${t.caseId} is not null`),
    // What a model has answered itself: looked up before it is asked again.
    index('ai_outputs_cache')
      .on(t.inputHash, t.task, t.promptVersion, t.model, t.id)
      .where(sql`${t.model} is not null and not ${t.cached}`),
    check('ai_outputs_task', sql`${t.task} <> ''`),
  ],
);
export type AiOutput = typeof aiOutputs.$inferSelect;

/** What was asked of the model on each day (UTC), against its budget; claimed before it is asked. */
export const aiDays = pgTable('ai_days', {
  day: date('day').primaryKey(),
  calls: integer('calls').notNull(),
  tokens: bigint('tokens', { mode: 'number' }).notNull(),
  /** Until when the endpoint is left alone: it said so, or gave no answer. */
  pausedUntil: moment('paused_until'),
});
