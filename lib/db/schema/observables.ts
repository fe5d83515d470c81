import { sql } from 'drizzle-orm';
import { boolean, check, index, jsonb, pgTable, primaryKey, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { ObservableRole, ObservableType, ObservableVerdict } from '../../domain/observables/types.ts';
import type { OwnAssetKind } from '../../domain/own-asset.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/** One row for each (type, normalised value) in the whole system. */
export const observables = pgTable(
  'observables',
  {
    id: uuid('id').primaryKey(),
    type: text('type').$type<ObservableType>().notNull(),
    value: text('value').notNull(),
    /** Hex. A value may be longer than what a b-tree page takes (about 2,700 bytes): the hash of the whole stands for it. */
    valueSha256: text('value_sha256').notNull(),
    verdict: text('verdict').$type<ObservableVerdict>().notNull().default('unknown'),
    /** OCSF reputation score, 0–10. */
    score: real('score'),
    allowListed: boolean('allow_listed').notNull().default(false),
    firstSeen: moment('first_seen').notNull(),
    lastSeen: moment('last_seen').notNull(),
  },
  (t) => [
    uniqueIndex('observables_value').on(t.valueSha256, t.type),
    index('observables_seen').on(t.lastSeen, t.id),
    check('observables_verdict_known', sql`${t.verdict} in ('unknown', 'benign', 'suspicious', 'malicious')`),
  ],
);
export type Observable = typeof observables.$inferSelect;

export interface ObservableOrigin {
  /** Where in the body it stood (JSON pointer), or how it came: `manual`, `wiz-api`. */
  path: string;
  deliveryId?: string;
}

export const caseObservables = pgTable(
  'case_observables',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    observableId: uuid('observable_id')
      .notNull()
      .references(() => observables.id),
    role: text('role').$type<ObservableRole>().notNull(),
    key: boolean('key').notNull().default(false),
    origins: jsonb('origins').$type<ObservableOrigin[]>().notNull().default([]),
    addedBy: jsonb('added_by').$type<ActorRef>().notNull(),
    firstSeen: moment('first_seen').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.observableId] }),
    index('case_observables_observable').on(t.observableId, t.caseId),
    check('case_observables_role_known', sql`${t.role} in ('implicated', 'victim', 'own', 'related')`),
  ],
);

/** The retailer's own assets. */
export const allowList = pgTable(
  'allow_list',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<OwnAssetKind>().notNull(),
    type: text('type').$type<ObservableType>(),
    value: text('value').notNull(),
    note: text('note').notNull().default(''),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [uniqueIndex('allow_list_entry').on(t.kind, t.value, sql`coalesce(${t.type}, '')`)],
);
