import { sql } from 'drizzle-orm';
import { check, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../domain/actor.ts';
import { moment } from './columns.ts';
import { members } from './members.ts';

export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** SHA-256 of the whole key, hex: 256 random bits need no slow hash. */
    hash: text('hash').notNull(),
    /** The first characters, to recognise a key in a list. */
    prefix: text('prefix').notNull(),
    createdBy: text('created_by').notNull(),
    /** The member whose key it is: who made it, or made the key that made it. Null: nobody’s, as the one of the first start. */
    ownerId: uuid('owner_id').references(() => members.id),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
    lastUsedAt: moment('last_used_at'),
  },
  (t) => [
    uniqueIndex('api_keys_hash').on(t.hash),
    check('api_keys_role', sql`${t.role} in ('admin', 'lead', 'analyst', 'viewer', 'approver', 'requester')`),
  ],
);
export type ApiKey = typeof apiKeys.$inferSelect;
