import { sql } from 'drizzle-orm';
import { integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** What cases are sorted into. Cases, runbooks and policies hold the `key`, so that a new name rewrites no history. */
export const categories = pgTable(
  'categories',
  {
    key: text('key').primaryKey(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    retiredAt: moment('retired_at'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('categories_name').on(sql`lower(${t.name})`)],
);
export type CategoryRow = typeof categories.$inferSelect;
