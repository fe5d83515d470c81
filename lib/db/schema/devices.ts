import { sql } from 'drizzle-orm';
import { check, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { DeviceRecord } from '../../domain/device/record.ts';
import type { DeviceAnswerState, DeviceSource } from '../../domain/device/sources.ts';
import type { DeviceFact } from '../../domain/device/summary.ts';
import type { Sentence } from '../../domain/grounding.ts';
import type { AiWhy } from '../../domain/views/ai-output.ts';
import { moment } from './columns.ts';
import { observables } from './observables.ts';

/** What each source last said of the device that an observable names, and what came of the last try. */
export const deviceAnswers = pgTable(
  'device_answers',
  {
    observableId: uuid('observable_id')
      .notNull()
      .references(() => observables.id, { onDelete: 'cascade' }),
    source: text('source').$type<DeviceSource>().notNull(),
    /** Of the last try. */
    state: text('state').$type<DeviceAnswerState>().notNull(),
    triedAt: moment('tried_at').notNull(),
    /** Why there is no answer, or what of it could not be read. */
    note: text('note').notNull().default(''),
    /** Of the last answer, which a later try without one leaves as it was; null: there was none. */
    answeredAt: moment('answered_at'),
    records: jsonb('records').$type<DeviceRecord[]>().notNull().default([]),
    /** As the source answered it. */
    raw: jsonb('raw').$type<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.observableId, t.source] }),
    check('device_answers_state_known', sql`${t.state} in ('answered', 'unknown', 'failed', 'limited', 'off')`),
    check('device_answers_source_known', sql`${t.source} in ('sentinelone', 'axonius', 'entra')`),
  ],
);
export type DeviceAnswer = typeof deviceAnswers.$inferSelect;

/** The device that an observable names in a few sentences, with the facts that they rest on as they were then. */
export const deviceSummaries = pgTable(
  'device_summaries',
  {
    observableId: uuid('observable_id')
      .primaryKey()
      .references(() => observables.id, { onDelete: 'cascade' }),
    at: moment('at').notNull(),
    by: text('by').$type<'model' | 'rules'>().notNull(),
    why: jsonb('why').$type<AiWhy>().notNull(),
    sentences: jsonb('sentences').$type<Sentence[]>().notNull(),
    facts: jsonb('facts').$type<DeviceFact[]>().notNull(),
  },
  (t) => [check('device_summaries_by_known', sql`${t.by} in ('model', 'rules')`)],
);
export type DeviceSummary = typeof deviceSummaries.$inferSelect;
