import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { connectors, deliveries, type VendorLog, vendorLogs } from '../../db/schema/index.ts';
import { type OktaPart, storeParts } from '../deliveries/accept-okta.ts';
import { bodyHash } from '../deliveries/canonical.ts';
import { classify } from '../deliveries/classify.ts';
import { type Ctx, transact } from '../kernel/index.ts';

/** Where the reading of a vendor's log stands, and whether it is due. */
export interface LogStanding {
  log: VendorLog | null;
  enabled: boolean;
  settings: Record<string, unknown>;
}

/** What is asked each time that the reader looks: one row of each. */
export async function logStanding(db: Db, connectorId: string): Promise<LogStanding> {
  const [row] = await db
    .select({ enabled: connectors.enabled, settings: connectors.settings, log: vendorLogs })
    .from(connectors)
    .leftJoin(vendorLogs, eq(vendorLogs.connectorId, connectors.id))
    .where(eq(connectors.id, connectorId));
  return row ?? { log: null, enabled: false, settings: {} };
}

/** Begins at `since` where nothing was read yet, or where another selection was; answers how it stands then. */
export async function beginReading(
  db: Db,
  begin: { connectorId: string; selection: string; since: Date },
): Promise<VendorLog> {
  const [log] = await db
    .insert(vendorLogs)
    .values(begin)
    .onConflictDoUpdate({
      target: vendorLogs.connectorId,
      set: { selection: begin.selection, cursor: null, since: begin.since },
    })
    .returning();
  return log!;
}

export interface ReadPage {
  /** The events to take by their keys, in the order of the log. */
  events: readonly (OktaPart & { key: string })[];
  /** Where the next page begins; null: at `since`. */
  cursor: string | null;
  since: Date;
}

/**
 * Stores a page's events and where the next one begins, in one transaction: after a crash the same page is read again, and what its hook
 * or an earlier try has brought is no news. Answers how many were news; null where another reader was here first, and nothing is stored.
 */
export async function takePage(ctx: Ctx, before: VendorLog, page: ReadPage): Promise<number | null> {
  const taken = await take(ctx, before, page, (tx) => missingAmong(tx, before.connectorId, page.events));
  return taken?.caught ?? null;
}

/** A page of objects that change, each in the state that it has now. */
export interface ReadStates extends Pick<ReadPage, 'cursor' | 'since'> {
  objects: readonly OktaPart[];
}

/**
 * As {@link takePage}, for objects whose later states are news: what is known is a state that a delivery has brought. Answers how many were
 * news, and how the reading stands then.
 */
export async function takeStates(
  ctx: Ctx,
  before: VendorLog,
  page: ReadStates,
): Promise<{ caught: number; log: VendorLog } | null> {
  return take(ctx, before, page, (tx) => newStatesAmong(tx, before.connectorId, page.objects));
}

async function take(
  ctx: Ctx,
  before: VendorLog,
  page: Pick<ReadPage, 'cursor' | 'since'>,
  news: (tx: Tx) => Promise<readonly OktaPart[]>,
): Promise<{ caught: number; log: VendorLog } | null> {
  return transact(ctx, 'connectors.take-page', async ({ tx }) => {
    const mine = and(
      eq(vendorLogs.connectorId, before.connectorId),
      eq(vendorLogs.selection, before.selection),
      sql`${vendorLogs.cursor} is not distinct from ${before.cursor}`,
      eq(vendorLogs.since, before.since),
    );
    const [held] = await tx.select({ id: vendorLogs.connectorId }).from(vendorLogs).where(mine).for('update');
    if (!held) return null;
    const stored = await storeParts(tx, ctx, await news(tx), ctx.now, before.connectorId);
    const caught = stored.filter(({ outcome }) => outcome !== 'duplicate').length;
    const [log] = await tx
      .update(vendorLogs)
      .set({
        cursor: page.cursor,
        since: page.since,
        readAt: ctx.now,
        problem: null,
        ...(caught > 0 ? { caughtAt: ctx.now } : {}),
      })
      .where(mine)
      .returning();
    return { caught, log: log! };
  });
}

/** Those whose state no delivery has brought yet; what is no object of the vendor's stays away. */
async function newStatesAmong(tx: Tx, connectorId: string, objects: readonly OktaPart[]): Promise<OktaPart[]> {
  const read = objects.flatMap((object) => {
    const reading = classify(connectorId, object.value, bodyHash(object.value));
    return reading.ok ? [{ object, state: `${reading.sameness} ${reading.objectKey}`, ...reading }] : [];
  });
  if (read.length === 0) return [];
  const known = await tx
    .selectDistinct({ key: deliveries.objectKey, hash: deliveries.bodySha256 })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.connectorId, connectorId),
        inArray(
          deliveries.objectKey,
          read.map(({ objectKey }) => objectKey),
        ),
      ),
    );
  const here = new Set(known.map(({ key, hash }) => `${hash} ${key}`));
  return read.filter(({ state }) => !here.has(state)).map(({ object }) => object);
}

/** What no delivery has brought yet: what has come is not told again by our own reading. */
async function missingAmong(tx: Tx, connectorId: string, events: ReadPage['events']): Promise<OktaPart[]> {
  if (events.length === 0) return [];
  const known = await tx
    .selectDistinct({ key: deliveries.objectKey })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.connectorId, connectorId),
        inArray(
          deliveries.objectKey,
          events.map(({ key }) => key),
        ),
      ),
    );
  const here = new Set(known.map(({ key }) => key));
  return events.filter(({ key }) => !here.has(key));
}

/** Keeps why a reading failed, for the connector's page. */
export async function noteProblem(db: Db, connectorId: string, problem: string): Promise<void> {
  await db.update(vendorLogs).set({ problem }).where(eq(vendorLogs.connectorId, connectorId));
}
