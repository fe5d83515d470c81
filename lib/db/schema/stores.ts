import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** The retailer's locations. A case names its store by `key`; a name may change, a key never does. */
export const stores = pgTable(
  'stores',
  {
    id: uuid('id').primaryKey(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    /** CIDR, normalised. */
    networks: text('networks').array().notNull().default(sql`'{}'`),
    retiredAt: moment('retired_at'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('stores_key').on(t.key),
    uniqueIndex('stores_name').on(sql`lower(${t.name})`),
    index('stores_order').on(sql`lower(${t.name})`, t.id),
  ],
);
export type StoreRow = typeof stores.$inferSelect;
