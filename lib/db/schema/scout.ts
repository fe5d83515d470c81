import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { ResolutionVerdict } from '../../domain/case-state.ts';
import type { ScoutFact } from '../../domain/scout/facts.ts';
import type { Investigation, ScoutVerdict } from '../../domain/scout/investigation.ts';
import type { ActDone, ScoutOutcome } from '../../domain/scout/work.ts';
import type { Severity } from '../../domain/severity.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/** Each case that Scout has worked to its end: what it found, what it did, and what of that was taken back. */
export const scoutWorks = pgTable(
  'scout_works',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    /** The case's own, as it was then. */
    category: text('category').notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    runId: text('run_id'),
    /** What is behind it: the kept output of the task. */
    outputId: uuid('output_id'),
    endedAt: moment('ended_at').notNull(),
    outcome: text('outcome').$type<ScoutOutcome>().notNull(),
    by: text('by').$type<'model' | 'rules'>().notNull(),
    verdict: text('verdict').$type<ScoutVerdict>().notNull(),
    investigation: jsonb('investigation').$type<Investigation>().notNull(),
    /** The facts as they were then. */
    facts: jsonb('facts').$type<ScoutFact[]>().notNull(),
    acts: jsonb('acts').$type<ActDone[]>().notNull(),
    /** Why it was not resolved, each in a sentence. */
    refusals: jsonb('refusals').$type<string[]>().notNull().default([]),
    summary: text('summary').notNull(),
    /** When a person first took back its resolving, or all of it at once, and who. */
    overturnedAt: moment('overturned_at'),
    overturnedBy: jsonb('overturned_by').$type<ActorRef>(),
    /** What people say of it: a cache of the case's timeline and of what was taken back. */
    judged: text('judged').$type<'agreed' | 'overturned'>(),
    /** The verdict with which a person first ended the case after it. */
    personVerdict: text('person_verdict').$type<ResolutionVerdict>(),
  },
  (t) => [
    index('scout_works_case').on(t.caseId, t.id),
    // All that the figures ask of the works, so that they are counted without reading one.
    index('scout_works_figures').on(t.endedAt, t.category, t.outcome, t.judged, t.caseId),
    index('scout_works_judged').on(t.judged, t.id).where(sql`${t.judged} is not null`),
    index('scout_works_outcome').on(t.outcome, t.id),
    index('scout_works_category').on(t.category, t.id),
    check('scout_works_outcome_known', sql`${t.outcome} in ('resolved', 'handed_over')`),
    check('scout_works_judged_known', sql`${t.judged} in ('agreed', 'overturned')`),
    check('scout_works_by_known', sql`${t.by} in ('model', 'rules')`),
  ],
);
export type ScoutWork = typeof scoutWorks.$inferSelect;
