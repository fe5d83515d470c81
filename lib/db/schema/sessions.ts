import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { members } from './members.ts';

/** One row a sign-in; its id is in the cookie's token and is looked up on every request, so a session ends the moment its row says so. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    userAgent: text('user_agent'),
  },
  (t) => [index('sessions_member').on(t.memberId)],
);
export type Session = typeof sessions.$inferSelect;

/**
 * Sign-ins that have not succeeded, by the SHA-256 (hex) of the address that was typed: one for a member looks like one for nobody.
 */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    emailSha256: text('email_sha256').primaryKey(),
    tries: integer('tries').notNull(),
    /** No password is looked at before this moment. */
    waitUntil: moment('wait_until'),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [index('sign_in_attempts_updated').on(t.updatedAt)],
);
