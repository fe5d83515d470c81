import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { members } from './members.ts';

/** Saved views of the list of cases: a name for a set of filters. */
export const caseViews = pgTable(
  'case_views',
  {
    id: uuid('id').primaryKey(),
    /** Who made it. Null: an API key did, and then it is shared. */
    ownerId: uuid('owner_id').references(() => members.id),
    name: text('name').notNull(),
    /** Everybody sees it; else its owner alone. */
    shared: boolean('shared').notNull().default(false),
    /** The list's query, as it stands in an address: `severity=high&assignee=me`. */
    query: text('query').notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    index('case_views_owner').on(t.ownerId),
    // One name for one thing: among what everybody sees, and among a member's own.
    uniqueIndex('case_views_shared_name').on(sql`lower(${t.name})`).where(sql`${t.shared}`),
    uniqueIndex('case_views_own_name').on(t.ownerId, sql`lower(${t.name})`).where(sql`not ${t.shared}`),
    check('case_views_owned', sql`${t.shared} or ${t.ownerId} is not null`),
  ],
);
export type CaseViewRow = typeof caseViews.$inferSelect;
