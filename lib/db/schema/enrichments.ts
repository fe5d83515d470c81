import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { ObservableVerdict } from '../../domain/observables/types.ts';
import type { AnswerState, Facts } from '../../domain/verdict.ts';
import { moment } from './columns.ts';
import { observables } from './observables.ts';

/** What a row is to its source: the answer that counts, a later try that brought none, or history. */
export const ENRICHMENT_STANDINGS = ['answer', 'try', 'past'] as const;

/** What each source said of an observable, over time. */
export const enrichments = pgTable(
  'enrichments',
  {
    id: uuid('id').primaryKey(),
    observableId: uuid('observable_id')
      .notNull()
      .references(() => observables.id, { onDelete: 'cascade' }),
    source: text('source').notNull(),
    state: text('state').$type<AnswerState>().notNull(),
    /** Only an answer has one. */
    verdict: text('verdict').$type<ObservableVerdict>(),
    /** OCSF reputation score, 0–10. */
    score: real('score'),
    at: moment('at').notNull(),
    ttlSeconds: integer('ttl_seconds').notNull(),
    standing: text('standing').$type<(typeof ENRICHMENT_STANDINGS)[number]>().notNull(),
    /** The source's own page about it. */
    link: text('link'),
    /** Small facts for people: the owner of an address, a device's system. */
    facts: jsonb('facts').$type<Facts>().notNull().default({}),
    /** Why there is no answer, in a sentence. */
    note: text('note').notNull().default(''),
    /** As the source answered. */
    raw: jsonb('raw').$type<unknown>(),
    recordedBy: jsonb('recorded_by').$type<ActorRef>().notNull(),
  },
  (t) => [
    index('enrichments_history').on(t.observableId, t.at, t.id),
    uniqueIndex('enrichments_standing').on(t.observableId, t.source, t.standing).where(sql`${t.standing} <> 'past'`),
    check('enrichments_state_known', sql`${t.state} in ('answered', 'unknown', 'failed', 'limited')`),
    check('enrichments_standing_known', sql`${t.standing} in ('answer', 'try', 'past')`),
    check('enrichments_score_range', sql`${t.score} is null or ${t.score} between 0 and 10`),
    check('enrichments_answer', sql`(${t.state} = 'answered') = (${t.verdict} is not null)`),
  ],
);
export type Enrichment = typeof enrichments.$inferSelect;

/** Verdicts that a person set over the sources'. One stands for each observable; ended ones are history. */
export const verdictOverrides = pgTable(
  'verdict_overrides',
  {
    id: uuid('id').primaryKey(),
    observableId: uuid('observable_id')
      .notNull()
      .references(() => observables.id, { onDelete: 'cascade' }),
    verdict: text('verdict').$type<ObservableVerdict>().notNull(),
    reason: text('reason').notNull(),
    by: jsonb('by').$type<ActorRef>().notNull(),
    at: moment('at').notNull(),
    /** When it ends by itself; null: not before somebody ends it. */
    until: moment('until'),
    endedAt: moment('ended_at'),
    endedBy: jsonb('ended_by').$type<ActorRef>(),
  },
  (t) => [
    index('verdict_overrides_history').on(t.observableId, t.at, t.id),
    uniqueIndex('verdict_overrides_standing').on(t.observableId).where(sql`${t.endedAt} is null`),
    // Asked for once a second: those whose time is over.
    index('verdict_overrides_until').on(t.until).where(sql`${t.endedAt} is null and ${t.until} is not null`),
    check('verdict_overrides_verdict_known', sql`${t.verdict} in ('unknown', 'benign', 'suspicious', 'malicious')`),
  ],
);
export type VerdictOverride = typeof verdictOverrides.$inferSelect;

/** How often each source was asked on each day (UTC), against its budget; and until when it lets us ask no more. */
export const enrichmentBudgets = pgTable(
  'enrichment_budgets',
  {
    source: text('source').notNull(),
    day: date('day').notNull(),
    used: integer('used').notNull(),
    pausedUntil: moment('paused_until'),
  },
  (t) => [primaryKey({ columns: [t.source, t.day] })],
);

/** Who is asking a source about an observable now: of two at once, the second waits for the answer of the first. */
export const enrichmentLeases = pgTable(
  'enrichment_leases',
  {
    observableId: uuid('observable_id')
      .notNull()
      .references(() => observables.id, { onDelete: 'cascade' }),
    source: text('source').notNull(),
    /** The step that asks: done again after a crash, it goes on at once. */
    holder: text('holder').notNull(),
    /** When whoever asks has given up for sure. */
    until: moment('until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.observableId, t.source] })],
);
