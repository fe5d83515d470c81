import { sql } from 'drizzle-orm';
import { boolean, check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** A vendor's connection (`wiz`), or a named generic source (`generic/acme`). */
export const connectors = pgTable('connectors', {
  id: text('id').primaryKey(),
  vendor: text('vendor').notNull(),
  enabled: boolean('enabled').notNull().default(false),
  baseUrl: text('base_url'),
  /**
   * A source that takes the secrets of `generic`: so is one that its first delivery made. One that an administrator made, or that ever had
   * a secret of its own, does not.
   */
  sharedSecrets: boolean('shared_secrets').notNull().default(false),
  settings: jsonb('settings').$type<Record<string, unknown>>().notNull().default({}),
  lastTestAt: moment('last_test_at'),
  lastTestResult: jsonb('last_test_result').$type<{ ok: boolean; message: string }>(),
  lastCallAt: moment('last_call_at'),
  lastCallError: text('last_call_error'),
  /** When the vendor last proved that our hook is at its address, and we that it is ours. */
  hookVerifiedAt: moment('hook_verified_at'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});
export type Connector = typeof connectors.$inferSelect;

/** Where the reading of a vendor's own log stands, so that what its hook did not bring is taken from there. */
export const vendorLogs = pgTable('vendor_logs', {
  connectorId: text('connector_id')
    .primaryKey()
    .references(() => connectors.id, { onDelete: 'cascade' }),
  /** What is read: address and choice of events. A cursor is good for nothing else. */
  selection: text('selection').notNull(),
  /** Where the next page begins; null: at `since`. Moves in the transaction that stores the events before it. */
  cursor: text('cursor'),
  since: moment('since').notNull(),
  /** The last page that was read. */
  readAt: moment('read_at'),
  /** When it last held an event that the hook had not brought. */
  caughtAt: moment('caught_at'),
  /** Why the last try failed; null where it did not. */
  problem: text('problem'),
});
export type VendorLog = typeof vendorLogs.$inferSelect;

/** Sealed secrets. The previous value of an inbound secret stays live until `expiresAt`, so that a rotation loses no delivery. */
export const connectorSecrets = pgTable(
  'connector_secrets',
  {
    id: uuid('id').primaryKey(),
    connectorId: text('connector_id')
      .notNull()
      .references(() => connectors.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    slot: text('slot').$type<'current' | 'previous'>().notNull(),
    sealed: text('sealed').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at'),
  },
  (t) => [
    uniqueIndex('connector_secrets_slot').on(t.connectorId, t.name, t.slot),
    check('connector_secrets_slot_known', sql`${t.slot} in ('current', 'previous')`),
  ],
);

/** Versions of the expression that turns a vendor's body into a case. One is active for each connector. */
export const mappings = pgTable(
  'mappings',
  {
    id: uuid('id').primaryKey(),
    /** No foreign key: a vendor's mapping can be changed before its connector is set up, which is when its row is made. */
    connectorId: text('connector_id').notNull(),
    expression: text('expression').notNull(),
    note: text('note').notNull().default(''),
    active: boolean('active').notNull(),
    createdBy: jsonb('created_by').$type<{ kind: string; id: string; name: string }>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('mappings_active').on(t.connectorId).where(sql`${t.active}`),
    index('mappings_connector').on(t.connectorId, t.createdAt),
  ],
);
export type Mapping = typeof mappings.$inferSelect;
