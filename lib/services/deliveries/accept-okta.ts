import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { entriesOf } from '../../domain/okta/delivered.ts';
import { isRecord } from '../../domain/okta/event.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import type { Accepted } from './accept.ts';
import { readBody } from './body.ts';
import { onTx, type Stored, store } from './store.ts';

/**
 * Stores what an authenticated Okta sent. Each event of the body is a delivery of its own, known again by its `uuid`, so that each has its
 * own outcome, run and case; all of one request stand together, and `deliveryId` is the first of them. All are stored, or none. A body of
 * another shape is quarantined as it is.
 * @param input.raw the body as it came; @throws BodyError for what is no JSON (the caller answers 400)
 */
export async function acceptOktaEvents({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { raw: Uint8Array; receivedAt: Date };
}): Promise<Accepted> {
  if (ctx.actor.kind !== 'vendor') throw forbidden('Only a vendor delivers.');
  const { text, value } = readBody(input.raw);
  const entries = entriesOf(value);
  const parts =
    entries === null || entries.length === 0
      ? [{ text, value }]
      : entries.map((entry) => ({ text: JSON.stringify(entry), value: entry }));
  const stored = await transact(ctx, 'deliveries.okta', ({ tx }) => storeParts(tx, ctx, parts, input.receivedAt));
  const news = stored.find(({ outcome }) => outcome !== 'duplicate');
  return {
    deliveryId: stored[0]!.deliveryId,
    duplicate: news === undefined,
    outcome: news?.outcome ?? 'duplicate',
  };
}

/** One event, as text and as value. */
export interface OktaPart {
  text: string;
  value: unknown;
}

/** Stores events in the caller's transaction, in their order. Several stand together under the id of the first. */
export async function storeParts(
  tx: Tx,
  ctx: Pick<Ctx, 'now' | 'cause'>,
  parts: readonly OktaPart[],
  receivedAt: Date,
  connectorId = 'okta',
): Promise<Stored[]> {
  if (parts.length > 1) await holdAll(tx, parts);
  const first = newId();
  const run = onTx(tx);
  const stored: Stored[] = [];
  for (const [at, { text, value }] of parts.entries()) {
    const delivery = {
      ...{ connectorId, vendor: connectorId, text, value, bytes: Buffer.byteLength(text) },
      ...{ receivedAt, firstReceivedAt: receivedAt, redeliveryOf: null, makeSource: false },
      batchId: parts.length > 1 ? first : null,
    };
    stored.push(await store(run, ctx, at === 0 ? { ...delivery, id: first } : delivery));
  }
  return stored;
}

/** Events may come in any order: without one order of all, two requests with the same ones would wait for each other for ever. */
async function holdAll(tx: Tx, parts: readonly OktaPart[]): Promise<void> {
  const names = parts.map(({ value }) => (isRecord(value) ? `okta/event/${String(value.uuid)}` : 'okta/event'));
  const inOrder = sql.param([...new Set(names)].sort());
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${inOrder}::text[]) as each (name)`,
  );
}
