import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { NoticeKind, NoticePreferences, OutsideChannel, QuietHours } from '../../domain/notifications/index.ts';
import type { Severity } from '../../domain/severity.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';
import { members } from './members.ts';

/** Something that members are told, once for each cause. */
export const notices = pgTable(
  'notices',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<NoticeKind>().notNull(),
    cause: text('cause').notNull(),
    caseId: uuid('case_id').references(() => cases.id, { onDelete: 'cascade' }),
    severity: text('severity').$type<Severity>().notNull(),
    title: text('title').notNull(),
    body: text('body').notNull().default(''),
    /** Where to act: a path of ours, or an address. */
    link: text('link'),
    /** Quiet hours do not hold it back. */
    urgent: boolean('urgent').notNull().default(false),
    /** The paging service is called as well. */
    paged: boolean('paged').notNull().default(false),
    /** Channels of Slack that hear of it beside the members. */
    slackChannels: text('slack_channels').array().notNull().default(sql`'{}'`),
    /** So does the channel of Teams. */
    teams: boolean('teams').notNull().default(false),
    actor: jsonb('actor').$type<ActorRef>().notNull(),
    /** The bulk change that it tells of: who takes that back takes this back. */
    bulkId: uuid('bulk_id'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    index('notices_cause').on(t.cause),
    index('notices_case').on(t.caseId),
    index('notices_created').on(t.createdAt),
    index('notices_bulk').on(t.bulkId).where(sql`${t.bulkId} is not null`),
  ],
);
export type Notice = typeof notices.$inferSelect;

/** A notice in one member's centre. */
export const noticeRecipients = pgTable(
  'notice_recipients',
  {
    id: uuid('id').primaryKey(),
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => notices.id, { onDelete: 'cascade' }),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    cause: text('cause').notNull(),
    readAt: moment('read_at'),
  },
  (t) => [
    uniqueIndex('notice_recipients_once').on(t.memberId, t.cause),
    index('notice_recipients_notice').on(t.noticeId),
    index('notice_recipients_of').on(t.memberId, t.id),
    index('notice_recipients_unread').on(t.memberId, t.id).where(sql`${t.readAt} is null`),
  ],
);
export type NoticeRecipient = typeof noticeRecipients.$inferSelect;

/** `sending` after a crash: nobody knows whether it arrived. */
export type SendState = 'sending' | 'sent' | 'failed';

/** One sending of a notice on one channel to one target, with what became of it. */
export const noticeSends = pgTable(
  'notice_sends',
  {
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => notices.id, { onDelete: 'cascade' }),
    channel: text('channel').$type<OutsideChannel>().notNull(),
    /** A member's id; a channel of Slack; or `shared`, where a channel has one place for all. */
    target: text('target').notNull(),
    state: text('state').$type<SendState>().notNull(),
    attempts: integer('attempts').notNull().default(1),
    /** What the channel answered, or why it failed. */
    result: text('result').notNull().default(''),
    /** Of the first attempt: what was sent is looked for from there. */
    startedAt: moment('started_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.noticeId, t.channel, t.target] }),
    check('notice_sends_state_known', sql`${t.state} in ('sending', 'sent', 'failed')`),
  ],
);
export type NoticeSend = typeof noticeSends.$inferSelect;

/** What a member chose to hear of, and when not. Without a row he never chose. */
export const noticePreferences = pgTable('notice_preferences', {
  memberId: uuid('member_id')
    .primaryKey()
    .references(() => members.id, { onDelete: 'cascade' }),
  channels: jsonb('channels').$type<NoticePreferences['channels']>().notNull(),
  quietHours: jsonb('quiet_hours').$type<QuietHours>(),
  updatedAt: moment('updated_at').notNull(),
});

/** Who has a stake in which cases. What is empty asks for nothing: a rule without any condition is of every case. */
export const stakeholders = pgTable('stakeholders', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  categories: text('categories').array().notNull().default(sql`'{}'`),
  /** Keys of stores. */
  stores: text('stores').array().notNull().default(sql`'{}'`),
  vipOnly: boolean('vip_only').notNull().default(false),
  memberIds: uuid('member_ids').array().notNull().default(sql`'{}'`),
  /** Every member of one of these groups. */
  groups: text('groups').array().notNull().default(sql`'{}'`),
  slackChannel: text('slack_channel'),
  teams: boolean('teams').notNull().default(false),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});
export type StakeholderRow = typeof stakeholders.$inferSelect;
