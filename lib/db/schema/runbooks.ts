import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { moment } from './columns.ts';
import { members } from './members.ts';

export const runbooks = pgTable('runbooks', {
  key: text('key').primaryKey(),
  name: text('name').notNull(),
  category: text('category'),
  source: text('source'),
  phases: jsonb('phases')
    .$type<{ key: string; name: string; tasks: { title: string; mandatory: boolean }[] }[]>()
    .notNull(),
  updatedAt: moment('updated_at').notNull(),
});
export type RunbookRow = typeof runbooks.$inferSelect;

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
    assigneeId: uuid('assignee_id').references(() => members.id),
    dueAt: moment('due_at'),
    doneAt: moment('done_at'),
    doneBy: jsonb('done_by').$type<{ kind: string; id: string; name: string }>(),
  },
  (t) => [index('tasks_case').on(t.caseId, t.position)],
);
export type Task = typeof tasks.$inferSelect;
