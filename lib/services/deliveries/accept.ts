import type { Db } from '../../db/client.ts';
import { isSourceId } from '../connectors/catalogue.ts';
import { forbidden } from '../errors.ts';
import type { Ctx } from '../kernel/index.ts';
import { readBody } from './body.ts';
import { onPool, type Stored, store } from './store.ts';

export interface Accepted extends Omit<Stored, 'reason'> {
  duplicate: boolean;
}

/** Sources whose row is known to exist, so that it is not tried anew with each delivery. */
const made = new WeakMap<Db, Set<string>>();

/**
 * Stores what an authenticated vendor sent: the delivery, its event and the ledger rows in one transaction. Equal to the latest accepted
 * event of the same vendor object, it is a duplicate and starts nothing. JSON of another shape is quarantined.
 * @param input.raw the body as it came; @throws BodyError for what is no JSON (the caller answers 400)
 */
export async function acceptDelivery({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { connectorId: string; vendor: string; raw: Uint8Array; receivedAt: Date };
}): Promise<Accepted> {
  if (ctx.actor.kind !== 'vendor') throw forbidden('Only a vendor delivers.');
  const { text, value } = readBody(input.raw);
  const known = made.get(ctx.db) ?? new Set<string>();
  made.set(ctx.db, known);
  const makeSource = isSourceId(input.connectorId) && !known.has(input.connectorId);
  const { deliveryId, outcome } = await store(onPool(ctx.db), ctx, {
    connectorId: input.connectorId,
    vendor: input.vendor,
    text,
    value,
    bytes: input.raw.byteLength,
    receivedAt: input.receivedAt,
    firstReceivedAt: input.receivedAt,
    redeliveryOf: null,
    makeSource,
  });
  if (makeSource) known.add(input.connectorId);
  return { deliveryId, duplicate: outcome === 'duplicate', outcome };
}
