import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { CustomFields, Tlp } from '../../domain/case.ts';
import { OPEN_STAGES, type ResolutionVerdict, STATES, type Stage, type State } from '../../domain/case-state.ts';
import { rankOf, SEVERITIES, type Severity } from '../../domain/severity.ts';
import { moment } from './columns.ts';
import { members } from './members.ts';
import { states } from './states.ts';

const OPEN = `stage in (${OPEN_STAGES.map((stage) => `'${stage}'`).join(', ')})`;

const SHIPPED_STATES = STATES.map((state) => `'${state}'`).join(', ');

const RANK_OF_SEVERITY = SEVERITIES.map((severity) => `('${severity}', ${rankOf(severity)})`).join(', ');

/** Keys come from here and are never used again, so gaps are normal. */
export const caseNumber = pgSequence('case_number', { startWith: 1 });

export const cases = pgTable(
  'cases',
  {
    id: uuid('id').primaryKey(),
    number: bigint('number', { mode: 'number' }).notNull().default(sql`nextval('case_number')`),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    severity: text('severity').$type<Severity>().notNull(),
    /** 0–4: severities sort by rank, not by name. */
    severityRank: integer('severity_rank').notNull(),
    state: text('state').$type<State>().notNull(),
    stage: text('stage').$type<Stage>().notNull(),
    category: text('category').notNull().default('Other'),
    source: text('source').notNull().default('manual'),
    store: text('store'),
    assigneeId: uuid('assignee_id').references(() => members.id),
    /** The queue that an unowned case stands in, such as `leads`. */
    queue: text('queue'),
    collaborators: uuid('collaborators').array().notNull().default(sql`'{}'`),
    watchers: uuid('watchers').array().notNull().default(sql`'{}'`),
    subjectMemberId: uuid('subject_member_id').references(() => members.id),
    /** The case that has taken this one in; it is ended, and only a record. */
    mergedIntoId: uuid('merged_into_id').references((): AnyPgColumn => cases.id),
    tags: text('tags').array().notNull().default(sql`'{}'`),
    customFields: jsonb('custom_fields').$type<CustomFields>().notNull().default({}),
    links: jsonb('links').$type<{ title: string; url: string }[]>().notNull().default([]),
    techniques: text('techniques').array().notNull().default(sql`'{}'`),
    runbook: text('runbook'),
    /** The version of the runbook that the case began with and keeps; null: the current one. */
    runbookVersion: integer('runbook_version'),
    phase: text('phase'),
    resolutionVerdict: text('resolution_verdict').$type<ResolutionVerdict>(),
    resolutionSummary: text('resolution_summary'),
    restricted: boolean('restricted').notNull().default(false),
    vip: boolean('vip').notNull().default(false),
    /** Whether its subject is a VIP could not be asked yet: whatever closes cases treats it as one of a VIP. */
    vipUnknown: boolean('vip_unknown').notNull().default(false),
    tlp: text('tlp').$type<Tlp>().notNull().default('AMBER'),
    onHoldReason: text('on_hold_reason'),
    wakeAt: moment('wake_at'),
    version: integer('version').notNull().default(1),
    /** Which version each field was last set in: a stale PATCH conflicts only where it sets a field that has moved on. */
    fieldVersions: jsonb('field_versions').$type<Record<string, number>>().notNull().default({}),
    /** Receipt of the first delivery, else creation: where the SLA clock starts. */
    startedAt: moment('started_at').notNull(),
    /** When the earliest promise that is not kept yet is due: a cache of the SLA rules over the history, for sorting. */
    leadDueAt: moment('lead_due_at'),
    leadAtRiskAt: moment('lead_at_risk_at'),
    observableCount: integer('observable_count').notNull().default(0),
    eventCount: integer('event_count').notNull().default(0),
    lastEventAt: moment('last_event_at'),
    createdBy: jsonb('created_by').$type<ActorRef>().notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    acknowledgedAt: moment('acknowledged_at'),
    acknowledgedBy: uuid('acknowledged_by').references(() => members.id),
    resolvedAt: moment('resolved_at'),
    closedAt: moment('closed_at'),
  },
  (t) => [
    uniqueIndex('cases_number').on(t.number),
    index('cases_updated').on(t.updatedAt, t.number),
    index('cases_created').on(t.createdAt, t.number),
    index('cases_severity').on(t.severityRank, t.number),
    // A list sorts cases without a due time last, whichever way; the expressions are those of its ORDER BY.
    index('cases_due').on(sql`coalesce(${t.leadDueAt}, 'infinity'::timestamptz)`, t.number),
    index('cases_due_last').on(sql`coalesce(${t.leadDueAt}, '-infinity'::timestamptz)`, t.number),
    index('cases_stage').on(t.stage, t.updatedAt, t.number),
    index('cases_merged').on(t.mergedIntoId).where(sql`${t.mergedIntoId} is not null`),
    // The few that somebody may not see.
    index('cases_hidden').on(t.id).where(sql`${t.restricted} or ${t.subjectMemberId} is not null`),
    // Nearly every list asks for open cases, which are few among all that there ever were.
    index('cases_open_updated').on(t.updatedAt, t.number).where(sql.raw(OPEN)),
    index('cases_open_severity').on(t.severityRank, t.number).where(sql.raw(OPEN)),
    // Asked for twice a second: the cases that come back from hold.
    index('cases_wake').on(t.wakeAt).where(sql`${t.stage} = 'on_hold'`),
    index('cases_assignee').on(t.assigneeId, t.updatedAt, t.number),
    // How loaded each analyst is, which is asked while all other routing waits.
    index('cases_open_assignee').on(t.assigneeId).where(sql.raw(OPEN)),
    // An event of Okta's that has no login is brought to the case of its user by this.
    index('cases_open_okta_user').on(sql`(${t.customFields} ->> 'oktaUserId')`).where(sql.raw(OPEN)),
    // All that the dashboard asks of open cases: without it the figures of now would read every open case's whole row.
    index('cases_open_figures')
      .on(
        ...([t.createdAt, t.id, t.severity, t.assigneeId, t.category, t.source, t.store, t.state] as const),
        ...([t.leadDueAt, t.leadAtRiskAt] as const),
      )
      .where(sql.raw(OPEN)),
    // All that the counts of the shipped views ask of the open cases, so that they are counted without reading one.
    index('cases_open_counts')
      .on(t.assigneeId, t.category, t.leadDueAt, t.leadAtRiskAt, t.subjectMemberId, t.stage)
      .where(sql.raw(`${OPEN} and not restricted`)),
    index('cases_open_restricted')
      .on(t.id)
      .where(sql.raw(`${OPEN} and restricted`)),
    // A value that no case has is found out at once, instead of by reading them all; at 300,000 cases 0.1 ms instead of 60.
    index('cases_category').on(t.category, t.updatedAt, t.number),
    index('cases_source').on(t.source, t.updatedAt, t.number),
    index('cases_tags').using('gin', t.tags),
    // Whether a state of the house's own is in use, before it is retired.
    index('cases_own_state')
      .on(t.state)
      .where(sql.raw(`state not in (${SHIPPED_STATES})`)),
    index('cases_store').on(t.store, t.updatedAt, t.number).where(sql`${t.store} is not null`),
    index('cases_resolved').on(t.resolvedAt, t.number).where(sql`${t.resolvedAt} is not null`),
    index('cases_verdict')
      .on(t.resolutionVerdict, t.updatedAt, t.number)
      .where(sql`${t.resolutionVerdict} is not null`),
    index('cases_vip').on(t.updatedAt, t.number).where(sql`${t.vip}`),
    index('cases_fields').using('gin', sql`${t.customFields} jsonb_path_ops`),
    check('cases_severity_known', sql`${t.severity} in ('informational', 'low', 'medium', 'high', 'critical')`),
    check('cases_rank_of_severity', sql.raw(`(severity, severity_rank) in (${RANK_OF_SEVERITY})`)),
    check('cases_stage_known', sql`${t.stage} in ('new', 'in_progress', 'on_hold', 'resolved', 'closed')`),
    foreignKey({
      name: 'cases_state_of_stage',
      columns: [t.state, t.stage],
      foreignColumns: [states.id, states.stage],
    }),
    check('cases_owned', sql.raw(`not (${OPEN}) or assignee_id is not null or queue is not null`)),
    check('cases_tlp_known', sql`${t.tlp} in ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')`),
    check(
      'cases_resolution',
      sql`${t.stage} not in ('resolved', 'closed') or (${t.resolutionVerdict} is not null and ${t.resolutionSummary} is not null)`,
    ),
    check('cases_hold', sql`${t.stage} <> 'on_hold' or (${t.onHoldReason} is not null and ${t.wakeAt} is not null)`),
  ],
);
export type Case = typeof cases.$inferSelect;

/** Which case a vendor's object leads to. One is current for each object; a case that is too old to reopen makes place for the next. */
export const caseObjects = pgTable(
  'case_objects',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    connectorId: text('connector_id').notNull(),
    objectKey: text('object_key').notNull(),
    current: boolean('current').notNull(),
    /** The newest event of the object that the case has followed, by the order of first receipt. What is older changes nothing. */
    appliedSeq: bigint('applied_seq', { mode: 'number' }),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.connectorId, t.objectKey] }),
    uniqueIndex('case_objects_current').on(t.connectorId, t.objectKey).where(sql`${t.current}`),
    index('case_objects_key').on(t.connectorId, t.objectKey),
  ],
);

/** A vendor's alert or event attached to a case, raw JSON kept. */
export const caseEvents = pgTable(
  'case_events',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    vendor: text('vendor').notNull(),
    vendorId: text('vendor_id').notNull(),
    /** No foreign key: an event, with its raw JSON, outlives the delivery that it came by. */
    deliveryId: uuid('delivery_id'),
    title: text('title').notNull(),
    /** The event's own time. */
    at: moment('at').notNull(),
    receivedAt: moment('received_at').notNull(),
    techniques: text('techniques').array().notNull().default(sql`'{}'`),
    raw: jsonb('raw').$type<unknown>().notNull(),
  },
  (t) => [
    uniqueIndex('case_events_delivery').on(t.caseId, t.deliveryId),
    index('case_events_case').on(t.caseId, t.at, t.id),
    index('case_events_by_delivery').on(t.deliveryId),
  ],
);
export type CaseEvent = typeof caseEvents.$inferSelect;
