import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { Severity } from '../../domain/severity.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/** One row per version of a calendar, in force from `effective_from` until the next one's. Rows are never changed. */
export const slaCalendars = pgTable(
  'sla_calendars',
  {
    id: uuid('id').primaryKey(),
    calendarId: uuid('calendar_id').notNull(),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    /** Null counts around the clock; else the hours that count, minutes from midnight, by the clock of the zone. */
    hours: jsonb('hours').$type<{
      zone: string;
      week: { day: number; from: number; to: number }[];
      holidays: { date: string; name: string }[];
    }>(),
    effectiveFrom: moment('effective_from').notNull(),
    createdBy: jsonb('created_by').$type<ActorRef>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [uniqueIndex('sla_calendars_version').on(t.calendarId, t.version)],
);
export type SlaCalendarRow = typeof slaCalendars.$inferSelect;

/**
 * One row per version of a policy, in force from `effective_from` until the next one's, or until the policy is retired. But for
 * `retired_at`, rows are never changed: what a case was once promised can always be read.
 */
export const slaPolicies = pgTable(
  'sla_policies',
  {
    id: uuid('id').primaryKey(),
    policyId: uuid('policy_id').notNull(),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    /** Whom it is for, the same in all versions. Null: any. */
    severity: text('severity').$type<Severity>().notNull(),
    category: text('category'),
    source: text('source'),
    vip: boolean('vip'),
    acknowledgeSeconds: integer('acknowledge_seconds').notNull(),
    resolveSeconds: integer('resolve_seconds').notNull(),
    vipFactor: real('vip_factor').notNull(),
    atRisk: real('at_risk').notNull(),
    calendarId: uuid('calendar_id').notNull(),
    effectiveFrom: moment('effective_from').notNull(),
    retiredAt: moment('retired_at'),
    createdBy: jsonb('created_by').$type<ActorRef>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [uniqueIndex('sla_policies_version').on(t.policyId, t.version)],
);
export type SlaPolicyRow = typeof slaPolicies.$inferSelect;

/**
 * One narrow row per timer of a case: a cache of the SLA rules over the case's timeline, written in the transaction of each change and
 * by the clock, and rebuilt by `npm run recompute`. A running row whose due time has passed is breached; the clock says so within seconds.
 */
export const caseTimers = pgTable(
  'case_timers',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    /** `acknowledge`, `resolve`, `resolve-2` after a reopening; a custom timer's is a UUID. */
    timerId: text('timer_id').notNull(),
    /** The order in which they started. */
    position: integer('position').notNull(),
    metric: text('metric').$type<'acknowledge' | 'resolve' | 'custom'>().notNull(),
    name: text('name').notNull(),
    /** Versions (row ids) of the policy and the calendar that set the target; null for custom timers. */
    policyVersion: uuid('policy_version'),
    calendarVersion: uuid('calendar_version'),
    status: text('status').$type<'running' | 'paused' | 'met' | 'breached' | 'stopped'>().notNull(),
    /** Counting seconds; 0: a stopwatch. */
    targetSeconds: integer('target_seconds').notNull(),
    startedAt: moment('started_at').notNull(),
    /** Null while paused, and for a stopwatch. */
    dueAt: moment('due_at'),
    atRiskAt: moment('at_risk_at'),
    pausedSince: moment('paused_since'),
    /** Counting seconds of the pauses that are over. */
    pausedSeconds: integer('paused_seconds').notNull().default(0),
    /** Nothing moves it any more. */
    over: boolean('over').notNull().default(false),
    /** When it was over: done, stopped by hand or with the case. */
    endedAt: moment('ended_at'),
    /** When what it waits for was done, in time or late, and whether by a person or by a program. */
    completedAt: moment('completed_at'),
    completedBy: text('completed_by').$type<'person' | 'automation'>(),
    breachedAt: moment('breached_at'),
    breachReasonCode: text('breach_reason_code'),
    breachReasonText: text('breach_reason_text'),
    /** Counting seconds from start to end without pauses; null until it is over. */
    elapsedSeconds: integer('elapsed_seconds'),
    atRiskToldAt: moment('at_risk_told_at'),
    breachToldAt: moment('breach_told_at'),
    /** The earliest moment of it that nobody was told of yet. */
    nextAt: moment('next_at'),
    /** Copies of the case's dimensions, so that figures read this table alone. */
    severity: text('severity').$type<Severity>().notNull(),
    category: text('category').notNull(),
    source: text('source').notNull(),
    store: text('store'),
    vip: boolean('vip').notNull(),
    assigneeId: uuid('assignee_id'),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.timerId] }),
    // The clock's one question, asked twice a second.
    index('case_timers_next').on(t.nextAt, t.caseId).where(sql`${t.nextAt} is not null`),
    check('case_timers_metric_known', sql`${t.metric} in ('acknowledge', 'resolve', 'custom')`),
    check('case_timers_status_known', sql`${t.status} in ('running', 'paused', 'met', 'breached', 'stopped')`),
    check('case_timers_completed_by', sql`${t.completedBy} in ('person', 'automation')`),
  ],
);
export type CaseTimer = typeof caseTimers.$inferSelect;
