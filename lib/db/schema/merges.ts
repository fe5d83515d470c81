import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import type { MergeRecord } from '../../domain/merge.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/** Each merge with what it moved, so that it can be undone exactly. */
export const caseMerges = pgTable(
  'case_merges',
  {
    id: uuid('id').primaryKey(),
    sourceId: uuid('source_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    intoId: uuid('into_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    record: jsonb('record').$type<MergeRecord>().notNull(),
    at: moment('at').notNull(),
    by: jsonb('by').$type<ActorRef>().notNull(),
    undoneAt: moment('undone_at'),
    undoneBy: jsonb('undone_by').$type<ActorRef>(),
  },
  (t) => [
    // Of two merges of one case at once, one is refused.
    uniqueIndex('case_merges_standing').on(t.sourceId).where(sql`${t.undoneAt} is null`),
    index('case_merges_into').on(t.intoId),
    check('case_merges_apart', sql`${t.sourceId} <> ${t.intoId}`),
  ],
);
export type CaseMerge = typeof caseMerges.$inferSelect;

export const LINK_KINDS = ['related', 'detached'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Two cases that somebody connected, or that a detaching made. One row for a pair, from the one where it was said. */
export const caseLinks = pgTable(
  'case_links',
  {
    id: uuid('id').primaryKey(),
    fromId: uuid('from_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    toId: uuid('to_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<LinkKind>().notNull(),
    note: text('note').notNull().default(''),
    at: moment('at').notNull(),
    by: jsonb('by').$type<ActorRef>().notNull(),
  },
  (t) => [
    uniqueIndex('case_links_pair').on(sql`least(${t.fromId}, ${t.toId})`, sql`greatest(${t.fromId}, ${t.toId})`),
    index('case_links_from').on(t.fromId),
    index('case_links_to').on(t.toId),
    check('case_links_apart', sql`${t.fromId} <> ${t.toId}`),
    check('case_links_kind_known', sql`${t.kind} in ('related', 'detached')`),
  ],
);
