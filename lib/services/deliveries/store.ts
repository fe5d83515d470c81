import { type SQL, sql } from 'drizzle-orm';
import type pg from 'pg';
import type { Db, Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import type { DeliveryOutcome } from '../../db/schema/index.ts';
import { eventRows } from '../kernel/index.ts';
import { bodyHash } from './canonical.ts';
import { classify } from './classify.ts';

export interface NewDelivery {
  /** Where the caller has named it already. */
  id?: string;
  connectorId: string;
  vendor: string;
  text: string;
  value: unknown;
  bytes: number;
  /** When this request came. */
  receivedAt: Date;
  /** When the vendor first sent it: where SLA clocks start. */
  firstReceivedAt: Date;
  /** The first delivery of the same body. Such a one is never a duplicate. */
  redeliveryOf: string | null;
  /** The first delivery of the same request, where it brought several events. */
  batchId?: string | null;
  /** Make the source's row where it is missing. */
  makeSource: boolean;
}

export interface Stored {
  deliveryId: string;
  outcome: Extract<DeliveryOutcome, 'accepted' | 'duplicate' | 'quarantined'>;
  reason: string | null;
}

/**
 * One statement, so one round trip and one transaction: the object's row is the lock that equal deliveries race for (the loser waits,
 * finds the same hash and gets no row: a duplicate); delivery, event and ledger rows follow from whether it was taken.
 * Measured on two busy cores: four times the rate of the same writes as four statements in a transaction.
 */
const STORE = `
with source as (
  insert into connectors (id, vendor, enabled, shared_secrets, created_at, updated_at)
  select $2::text, $3::text, true, true, $4::timestamptz, $4::timestamptz where $9::boolean
  on conflict (id) do nothing
), object as (
  insert into vendor_objects as known (connector_id, object_key, body_sha256, delivery_id, updated_at)
  select $2::text, $5::text, $7::text, $1::uuid, $4::timestamptz where $5::text is not null
  on conflict (connector_id, object_key) do update
    set body_sha256 = excluded.body_sha256, delivery_id = excluded.delivery_id, updated_at = excluded.updated_at
    where $10::uuid is not null or known.body_sha256 <> excluded.body_sha256
  returning 1
), delivery as (
  insert into deliveries
    (id, connector_id, vendor, received_at, outcome, reason, object_key, body, body_sha256, bytes, redelivery_of, batch_id)
  select $1::uuid, $2::text, $3::text, $4::timestamptz,
    case when $5::text is null then 'quarantined' when exists (select from object) then 'accepted' else 'duplicate' end,
    $11::text, $5::text, $6::text, $7::text, $8::int, $10::uuid, $21::uuid
  returning outcome
), event as (
  insert into outbox (id, name, data, created_at, sent_at)
  select $12::uuid, $13::text, $14::jsonb, $15::timestamptz, $16::timestamptz where exists (select from object)
), ledger as (
  insert into runs (id, automation, event_id, event_name, delivery_id, status, reason, created_at, ended_at)
  select run.id, run.automation, $12::uuid, $13::text, $1::uuid, $19::text, $20::text, $15::timestamptz, $16::timestamptz
  from unnest($17::uuid[], $18::text[]) as run (id, automation) where exists (select from object)
)
select outcome from delivery`;

/** Runs the statement: on the pool as a prepared one, or within a transaction. */
type Run = (values: unknown[]) => Promise<{ outcome: Stored['outcome'] }[]>;

/** A prepared statement saves Postgres the planning of its five writes on each delivery. */
export const onPool = (db: Db): Run => {
  const pool = (db as Db & { $client: pg.Pool }).$client;
  return async (values) => (await pool.query({ name: 'store_delivery', text: STORE, values })).rows;
};

export const onTx = (tx: Tx): Run => {
  return async (values) => {
    const parts = STORE.split(/\$(\d+)/);
    const chunks = parts.map(
      (part, at): SQL => (at % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`),
    );
    return (await tx.execute<{ outcome: Stored['outcome'] }>(sql.join(chunks))).rows;
  };
};

/** Writes a delivery and, unless it is a duplicate or of another shape, the event that starts its automations. */
export async function store(
  run: Run,
  ctx: { now: Date; cause?: readonly string[] | undefined },
  delivery: NewDelivery,
): Promise<Stored> {
  const deliveryId = delivery.id ?? newId();
  const hash = bodyHash(delivery.value);
  const reading = classify(delivery.connectorId, delivery.value, hash);
  const rows = reading.ok
    ? eventRows(
        { now: ctx.now, ...(ctx.cause && { cause: ctx.cause }) },
        reading.event,
        {
          deliveryId,
          connector: delivery.connectorId,
          objectKey: reading.objectKey,
          receivedAt: delivery.firstReceivedAt.toISOString(),
        },
        { deliveryId },
      )
    : null;
  const reason = reading.ok ? null : reading.reason;
  const [stored] = await run([
    deliveryId,
    delivery.connectorId,
    delivery.vendor,
    delivery.receivedAt.toISOString(),
    reading.ok ? reading.objectKey : null,
    delivery.text,
    reading.ok ? reading.sameness : hash,
    delivery.bytes,
    delivery.makeSource,
    delivery.redeliveryOf,
    reason,
    rows?.event.id ?? null,
    rows?.event.name ?? null,
    rows ? JSON.stringify(rows.event.data) : null,
    ctx.now.toISOString(),
    rows?.event.sentAt?.toISOString() ?? null,
    rows?.runs.map((one) => one.id) ?? [],
    rows?.runs.map((one) => one.automation) ?? [],
    rows?.runs[0]?.status ?? 'queued',
    rows?.runs[0]?.reason ?? null,
    delivery.batchId ?? null,
  ]);
  return { deliveryId, outcome: stored!.outcome, reason };
}
