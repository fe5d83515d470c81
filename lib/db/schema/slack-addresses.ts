import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { members } from './members.ts';

/** Who a member is to Slack, as it answered last: looking people up is what it limits most. */
export const slackAddresses = pgTable('slack_addresses', {
  memberId: uuid('member_id')
    .primaryKey()
    .references(() => members.id, { onDelete: 'cascade' }),
  /** By which he was found: another one makes it worthless. */
  email: text('email').notNull(),
  userId: text('user_id').notNull(),
  /** Our direct messages with him; null: not opened yet. */
  conversation: text('conversation'),
  checkedAt: moment('checked_at').notNull(),
});
export type SlackAddress = typeof slackAddresses.$inferSelect;
