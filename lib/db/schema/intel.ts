import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AlertDetails, CommandLook } from '../../domain/views/alert-details.ts';
import { moment } from './columns.ts';
import { runs } from './runs.ts';

/** A session that was opened at a vendor. A row is there until the vendor has ended it, or its time has. */
export const vendorSessions = pgTable(
  'vendor_sessions',
  {
    id: uuid('id').primaryKey(),
    vendor: text('vendor').notNull(),
    /** The run that opened it, and has no other in use; null: what opened it is no run. */
    runId: uuid('run_id').references(() => runs.id, { onDelete: 'set null' }),
    /** The address and the client that it was opened with: its token is sent nowhere else, and nobody else can end it. */
    audience: text('audience').notNull(),
    /** The token, sealed with the installation's key. */
    sealed: text('sealed').notNull(),
    openedAt: moment('opened_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** From when on nobody uses it: what is left of it is to be ended. */
    retiredAt: moment('retired_at'),
    /** When the sweep tries again to end it. */
    nextTryAt: moment('next_try_at').notNull(),
    tries: integer('tries').notNull().default(0),
  },
  (t) => [
    uniqueIndex('vendor_sessions_in_use').on(t.vendor, t.runId).where(sql`${t.retiredAt} is null`),
    index('vendor_sessions_run').on(t.runId),
    index('vendor_sessions_due').on(t.nextTryAt),
  ],
);
export type VendorSession = typeof vendorSessions.$inferSelect;

/** What a vendor's API knows of an alert. It belongs to the alert: whichever case has its event shows it. */
export const alertDetails = pgTable(
  'alert_details',
  {
    vendor: text('vendor').notNull(),
    vendorId: text('vendor_id').notNull(),
    /** When the vendor had changed it last; null: it does not say. */
    updatedAt: moment('updated_at'),
    readAt: moment('read_at').notNull(),
    details: jsonb('details').$type<AlertDetails>().notNull(),
    commands: jsonb('commands').$type<CommandLook[]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.vendor, t.vendorId] })],
);
export type AlertDetailsRow = typeof alertDetails.$inferSelect;
