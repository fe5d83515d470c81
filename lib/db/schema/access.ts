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
import type { AccessChoice } from '../../domain/access/choices.ts';
import {
  ACCESS_STATES,
  ACCESS_STEPS,
  type AccessState,
  type AccessStep,
  HELD_STATES,
  LIVE_STATES,
} from '../../domain/access/state.ts';
import type { ActorRef } from '../../domain/actor.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';
import { members } from './members.ts';

const listed = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '));

/** A request for administrator rights on a Mac for some minutes, and the grant that it becomes. */
export const accessRequests = pgTable(
  'access_requests',
  {
    id: uuid('id').primaryKey(),
    state: text('state').$type<AccessState>().notNull().default('requested'),
    /** What it waits for while it is `requested`; null in every other state. */
    step: text('step').$type<AccessStep>(),
    source: text('source').$type<'slack' | 'page' | 'api'>().notNull(),

    requesterId: text('requester_id'),
    requesterName: text('requester_name').notNull(),
    requesterEmail: text('requester_email'),
    requesterSlackId: text('requester_slack_id'),
    /** The user that was named in Slack, as it was typed. Empty: the requester. */
    askedFor: text('asked_for').notNull().default(''),
    beneficiaryId: uuid('beneficiary_id').references(() => members.id),
    beneficiaryName: text('beneficiary_name'),
    /** In lower case. Null until the person is found. */
    beneficiaryEmail: text('beneficiary_email'),
    beneficiarySlackId: text('beneficiary_slack_id'),
    /** Who gets the right has agreed, or has asked for it. */
    consentedAt: moment('consented_at'),

    reason: text('reason'),
    minutes: integer('minutes').notNull(),
    choices: jsonb('choices').$type<AccessChoice[]>().notNull().default([]),
    deviceId: text('device_id'),
    deviceName: text('device_name'),
    deviceSerial: text('device_serial'),
    storeKey: text('store_key'),
    storeName: text('store_name'),
    storeBy: text('store_by').$type<'network' | 'self'>(),
    /** The Mac was looked up, and may be had. */
    checkedAt: moment('checked_at'),

    /** By when what it waits for has to be there: an answer, a decision or, once it is approved, the grant. */
    expiresAt: moment('expires_at'),
    /** When those who decide are reminded; null: they were, or need not be. */
    escalateAt: moment('escalate_at'),

    decidedBy: jsonb('decided_by').$type<ActorRef>(),
    decidedAt: moment('decided_at'),
    decisionNote: text('decision_note'),

    /** The vendor's group that the right stands for. Set before the vendor is asked: what may be granted is known to be taken back. */
    groupId: text('group_id'),
    askedAt: moment('asked_at'),
    grantedAt: moment('granted_at'),
    endsAt: moment('ends_at'),
    /** When the right is next tried to be taken back. */
    nextTryAt: moment('next_try_at'),
    attempts: integer('attempts').notNull().default(0),
    problem: text('problem'),
    revokedAt: moment('revoked_at'),
    /** When the right was found again after its end, as a late answer of the vendor’s brings it; null: it is not to be taken back again. */
    returnedAt: moment('returned_at'),
    /** Why it ended as it did, in a sentence. */
    note: text('note'),
    /** The grant did not succeed: once the right is known to be off, the request has failed. */
    grantFailed: boolean('grant_failed').notNull().default(false),
    lateAt: moment('late_at'),
    lateCaseId: uuid('late_case_id').references(() => cases.id),

    lastContactAt: moment('last_contact_at'),
    /** The Mac’s last check-in, as the vendor knew it right before the grant, and right after the end: by the vendor’s clock alone. */
    contactAtGrant: moment('contact_at_grant'),
    contactAtEnd: moment('contact_at_end'),
    deviceGone: boolean('device_gone').notNull().default(false),
    /** When the vendor is next asked whether the Mac has heard of the end; null: it has, or nobody asks any more. */
    watchAt: moment('watch_at'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    index('access_requests_state').on(t.state, t.id),
    index('access_requests_requester').on(t.requesterId, t.id),
    index('access_requests_beneficiary').on(t.beneficiaryEmail, t.id),
    index('access_requests_device').on(t.deviceId, t.id),
    index('access_requests_store').on(t.storeKey, t.id),
    index('access_requests_expiry').on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
    index('access_requests_escalation').on(t.escalateAt).where(sql`${t.state} = 'requested'`),
    index('access_requests_try').on(t.nextTryAt).where(sql`${t.nextTryAt} is not null`),
    index('access_requests_end')
      .on(t.endsAt)
      .where(sql`${t.state} in (${listed(HELD_STATES)}) and ${t.lateAt} is null`),
    index('access_requests_returned').on(t.returnedAt).where(sql`${t.returnedAt} is not null`),
    index('access_requests_watch').on(t.watchAt).where(sql`${t.watchAt} is not null`),
    uniqueIndex('access_requests_one_live')
      .on(t.beneficiaryEmail)
      .where(sql`${t.state} in (${listed(LIVE_STATES)})`),
    uniqueIndex('access_requests_one_right')
      .on(t.deviceId)
      .where(sql`${t.state} in (${listed(HELD_STATES)}) or ${t.returnedAt} is not null`),
    check('access_requests_state_known', sql`${t.state} in (${listed(ACCESS_STATES)})`),
    check('access_requests_step_known', sql`${t.step} in (${listed(ACCESS_STEPS)})`),
    check('access_requests_step_while_requested', sql`(${t.state} = 'requested') = (${t.step} is not null)`),
    check('access_requests_minutes', sql`${t.minutes} between 5 and 480`),
  ],
);
export type AccessRequest = typeof accessRequests.$inferSelect;

/** What was sent to Slack about a request, once each. Written before it is sent: a second try looks for the first one's message. */
export const accessMessages = pgTable(
  'access_messages',
  {
    requestId: uuid('request_id')
      .notNull()
      .references(() => accessRequests.id, { onDelete: 'cascade' }),
    /** Which of its messages, such as `approval`. */
    kind: text('kind').notNull(),
    triedAt: moment('tried_at').notNull(),
    sentAt: moment('sent_at'),
    channel: text('channel'),
    ts: text('ts'),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.kind] })],
);
export type AccessMessage = typeof accessMessages.$inferSelect;
