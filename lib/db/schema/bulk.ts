import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/** A change of many cases at once, which its maker can take back once until `undoUntil`. Its id is the token. */
export const bulkChanges = pgTable(
  'bulk_changes',
  {
    id: uuid('id').primaryKey(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    createdAt: moment('created_at').notNull(),
    undoUntil: moment('undo_until').notNull(),
    undoneAt: moment('undone_at'),
  },
  (t) => [index('bulk_changes_created').on(t.createdAt)],
);
export type BulkChangeRow = typeof bulkChanges.$inferSelect;

/** What a bulk change did to one case: the columns that differ, as JSON, before and after. */
export const bulkChangeItems = pgTable(
  'bulk_change_items',
  {
    bulkId: uuid('bulk_id')
      .notNull()
      .references(() => bulkChanges.id, { onDelete: 'cascade' }),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
    after: jsonb('after').$type<Record<string, unknown>>().notNull(),
    /** The timeline entries that tell of the change: an undo marks them, and the SLA rules pass over them. */
    entries: uuid('entries').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.bulkId, t.caseId] }), index('bulk_change_items_case').on(t.caseId)],
);
