import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { ResolutionVerdict } from '../../domain/case-state.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';
import { members } from './members.ts';
import { timeline } from './timeline.ts';

/** Who looks at a case: a row for each open page, kept by its heartbeat. What is older than the heartbeats' time-out is nobody. */
export const presence = pgTable(
  'presence',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** Made by the page: one member may have the case open twice. */
    page: text('page').notNull(),
    /** The field that is being edited there, such as `description`. */
    editing: text('editing'),
    seenAt: moment('seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.memberId, t.page] }), index('presence_seen').on(t.seenAt)],
);

/** What an edited comment said before: one row for each edit, with the text that it replaced. */
export const commentRevisions = pgTable(
  'comment_revisions',
  {
    id: uuid('id').primaryKey(),
    timelineId: uuid('timeline_id')
      .notNull()
      .references(() => timeline.id, { onDelete: 'cascade' }),
    body: text('body').notNull(),
    /** When this text was replaced. */
    replacedAt: moment('replaced_at').notNull(),
  },
  (t) => [index('comment_revisions_of').on(t.timelineId, t.replacedAt)],
);

/** Ready endings of a case that everybody may use: a verdict and a summary to start from. */
export const closingMacros = pgTable('closing_macros', {
  id: uuid('id').primaryKey(),
  title: text('title').notNull(),
  verdict: text('verdict').$type<ResolutionVerdict>().notNull(),
  summary: text('summary').notNull(),
  createdBy: jsonb('created_by').$type<ActorRef>().notNull(),
  createdAt: moment('created_at').notNull(),
});
export type ClosingMacroRow = typeof closingMacros.$inferSelect;
