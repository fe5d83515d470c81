import type { Db } from '../../db/client.ts';
import type { DeliveryOutcome } from '../../db/schema/index.ts';
import { parseExact } from '../../domain/exact-json.ts';
import { jsonbSafe } from '../kernel/jsonb.ts';
import { fetchDelivery } from './fetch.ts';

export interface StoredDelivery {
  id: string;
  connectorId: string;
  vendor: string;
  outcome: DeliveryOutcome;
  objectKey: string | null;
  /** The parsed body, with what Postgres' jsonb refuses replaced: it can be stored as a case's event as it is. */
  body: unknown;
  receivedAt: Date;
  /** When the vendor first sent it: where SLA clocks start. */
  firstReceivedAt: Date;
  /** Its place in the order of first receipt: a redelivery has that of the first. */
  firstSeq: number;
  redeliveryOf: string | null;
}

/** A delivery with its body, for our own processes. Throws `not_found`. */
export async function readDelivery(db: Db, id: string): Promise<StoredDelivery> {
  const row = await fetchDelivery(db, id);
  const first = row.redeliveryOf ? await fetchDelivery(db, row.redeliveryOf) : row;
  return {
    id: row.id,
    connectorId: row.connectorId,
    vendor: row.vendor,
    outcome: row.outcome,
    objectKey: row.objectKey,
    body: jsonbSafe(parseExact(row.body)),
    receivedAt: row.receivedAt,
    firstReceivedAt: first.receivedAt,
    firstSeq: first.seq,
    redeliveryOf: row.redeliveryOf,
  };
}
