import { sql } from 'drizzle-orm';
import { bigserial, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment, xid8 } from './columns.ts';

/**
 * Every event, written in the transaction of the change it tells of. The relay hands it to the engine with this row's id as the
 * event's id; browsers are told from the same rows.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    name: text('name').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    /** No foreign key: it would cost each event of a case a look-up (7 of 80 µs); readers leave out what is of no case, and a week later it is pruned. */
    caseId: uuid('case_id'),
    createdAt: moment('created_at').notNull(),
    sentAt: moment('sent_at'),
    /** Why the engine does not take this event: it is not tried again. */
    failed: text('failed'),
    /** The relay does not hand it over earlier: a bulk change can be taken back until then. Browsers hear of it at once. */
    notBefore: moment('not_before'),
    /** The bulk change that it belongs to. */
    bulkId: uuid('bulk_id'),
  },
  (t) => [
    index('outbox_unsent').on(t.seq).where(sql`${t.sentAt} is null and ${t.failed} is null`),
    index('outbox_feed').on(t.xid, t.seq),
    index('outbox_created').on(t.createdAt),
    // The few that wait: later events of the same case stay behind them.
    index('outbox_waiting').on(t.caseId, t.seq).where(sql`${t.sentAt} is null and ${t.notBefore} is not null`),
    index('outbox_bulk').on(t.bulkId).where(sql`${t.bulkId} is not null`),
  ],
);
export type OutboxRow = typeof outbox.$inferSelect;

/** What an automation's step has already done: a repeated step finds its own answer here and does nothing twice. */
export const effects = pgTable(
  'effects',
  {
    key: text('key').primaryKey(),
    result: jsonb('result').$type<unknown>(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [index('effects_created').on(t.createdAt)],
);
