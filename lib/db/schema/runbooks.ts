import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { RunbookPhase } from '../../domain/runbook.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';
import { members } from './members.ts';

const contents = {
  name: text('name').notNull(),
  category: text('category'),
  source: text('source'),
  phases: jsonb('phases').$type<RunbookPhase[]>().notNull(),
};

/** Each runbook as it is now: what new cases begin with. */
export const runbooks = pgTable('runbooks', {
  key: text('key').primaryKey(),
  version: integer('version').notNull().default(1),
  ...contents,
  retiredAt: moment('retired_at'),
  updatedAt: moment('updated_at').notNull(),
});
export type RunbookRow = typeof runbooks.$inferSelect;

/** Every version that was followed by another: cases that began with one keep it. The current one stands in `runbooks`. */
export const runbookVersions = pgTable(
  'runbook_versions',
  {
    key: text('key')
      .notNull()
      .references(() => runbooks.key),
    version: integer('version').notNull(),
    ...contents,
    /** When another followed, and by whom. */
    replacedAt: moment('replaced_at').notNull(),
    replacedBy: jsonb('replaced_by').$type<ActorRef>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.version] })],
);
export type RunbookVersionRow = typeof runbookVersions.$inferSelect;

export const tasks = pgTable(
  'tasks',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    phase: text('phase').notNull(),
    position: integer('position').notNull(),
    title: text('title').notNull(),
    mandatory: boolean('mandatory').notNull().default(false),
    /** Added on the case by somebody, not copied from its runbook: may be renamed and removed. */
    own: boolean('own').notNull().default(false),
    /** The quick action that the task starts. */
    action: text('action'),
    assigneeId: uuid('assignee_id').references(() => members.id),
    dueAt: moment('due_at'),
    doneAt: moment('done_at'),
    doneBy: jsonb('done_by').$type<{ kind: string; id: string; name: string }>(),
  },
  (t) => [index('tasks_case').on(t.caseId, t.position)],
);
export type Task = typeof tasks.$inferSelect;
