import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

export const DELIVERY_OUTCOMES = ['accepted', 'duplicate', 'filtered', 'quarantined', 'refused'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** What a vendor sent, as it was sent, and what became of it. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    /** No foreign key: what a vendor sends is kept, whatever has become of the connector's row. */
    connectorId: text('connector_id').notNull(),
    vendor: text('vendor').notNull(),
    receivedAt: moment('received_at').notNull(),
    outcome: text('outcome').$type<DeliveryOutcome>().notNull(),
    reason: text('reason'),
    /** Null for a body of another shape. */
    objectKey: text('object_key'),
    /** The raw body as text: JSON that Postgres re-wrote would no longer be what the vendor signed. */
    body: text('body').notNull(),
    bodySha256: text('body_sha256').notNull(),
    bytes: integer('bytes').notNull(),
    redeliveryOf: uuid('redelivery_of'),
    /** Where one request brought several events, each a delivery of its own: the first of them, in all of them. */
    batchId: uuid('batch_id'),
    /** The object, as its mapping names it, that this event says is over; null where it says no such thing. */
    endedObject: text('ended_object'),
  },
  (t) => [
    uniqueIndex('deliveries_seq').on(t.seq),
    index('deliveries_connector').on(t.connectorId, t.seq),
    index('deliveries_outcome').on(t.outcome, t.seq),
    index('deliveries_object').on(t.connectorId, t.objectKey, t.seq),
    index('deliveries_redelivered').on(t.redeliveryOf).where(sql`${t.redeliveryOf} is not null`),
    index('deliveries_batch').on(t.batchId, t.seq).where(sql`${t.batchId} is not null`),
    index('deliveries_ended').on(t.connectorId, t.endedObject).where(sql`${t.endedObject} is not null`),
    check(
      'deliveries_outcome_known',
      sql`${t.outcome} in ('accepted', 'duplicate', 'filtered', 'quarantined', 'refused')`,
    ),
  ],
);
export type Delivery = typeof deliveries.$inferSelect;

/** The latest accepted event of each vendor object: what a duplicate is equal to. Its row is the lock two equal deliveries race for. */
export const vendorObjects = pgTable(
  'vendor_objects',
  {
    connectorId: text('connector_id').notNull(),
    objectKey: text('object_key').notNull(),
    bodySha256: text('body_sha256').notNull(),
    deliveryId: uuid('delivery_id').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectorId, t.objectKey] })],
);

/** Requests by source, hour and outcome, those that were refused before they became a delivery included. */
export const intakeCounters = pgTable(
  'intake_counters',
  {
    connectorId: text('connector_id').notNull(),
    hour: moment('hour').notNull(),
    outcome: text('outcome').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
    lastAt: moment('last_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectorId, t.hour, t.outcome] })],
);
