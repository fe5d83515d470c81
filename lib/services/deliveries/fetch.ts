import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseEvents, cases, type Delivery, deliveries, runs } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { DeliveryListItem } from '../../domain/views/intake.ts';
import { notFound } from '../errors.ts';
import { type Ctx, visibleCases } from '../kernel/index.ts';
import { isUuid } from '../kernel/uuid.ts';

export type DeliveryRow = Omit<Delivery, 'body' | 'bodySha256'>;

/** Every column but the body, which is large and not for everyone. */
export const listed = {
  id: deliveries.id,
  seq: deliveries.seq,
  connectorId: deliveries.connectorId,
  vendor: deliveries.vendor,
  receivedAt: deliveries.receivedAt,
  outcome: deliveries.outcome,
  reason: deliveries.reason,
  objectKey: deliveries.objectKey,
  bytes: deliveries.bytes,
  redeliveryOf: deliveries.redeliveryOf,
};

/** The whole row. Throws `not_found`, also for what is no id. */
export async function fetchDelivery(db: Db | Tx, id: string): Promise<Delivery> {
  const [row] = isUuid(id) ? await db.select().from(deliveries).where(eq(deliveries.id, id)) : [];
  if (!row) throw notFound(`The delivery ${id}`);
  return row;
}

export interface LedTo {
  cases: string[];
  runs: string[];
  /** It is part of a case that the actor may not see. */
  hidden: boolean;
}

/** The cases, as far as the actor may see them, and the runs that each delivery led to. */
export async function ledTo(ctx: Ctx, ids: string[]): Promise<Map<string, LedTo>> {
  const found = new Map(ids.map((id): [string, LedTo] => [id, { cases: [], runs: [], hidden: false }]));
  if (ids.length === 0) return found;
  const visible: SQL = visibleCases(ctx.actor) ?? sql`true`;
  const [events, started] = await Promise.all([
    ctx.db
      .select({ deliveryId: caseEvents.deliveryId, number: cases.number, visible: sql<boolean>`${visible}` })
      .from(caseEvents)
      .innerJoin(cases, eq(cases.id, caseEvents.caseId))
      .where(inArray(caseEvents.deliveryId, ids))
      .orderBy(cases.number),
    ctx.db
      .select({ deliveryId: runs.deliveryId, id: runs.id })
      .from(runs)
      .leftJoin(cases, eq(cases.id, runs.caseId))
      .where(sql`${inArray(runs.deliveryId, ids)} and (${runs.caseId} is null or ${visible})`)
      .orderBy(runs.seq),
  ]);
  for (const event of events) {
    const entry = found.get(event.deliveryId!)!;
    if (event.visible) entry.cases.push(keyOf(event.number));
    else entry.hidden = true;
  }
  for (const run of started) found.get(run.deliveryId!)!.runs.push(run.id);
  return found;
}

export function itemOf(row: DeliveryRow, led: LedTo): DeliveryListItem {
  return {
    id: row.id,
    vendor: row.vendor,
    connector: row.connectorId,
    receivedAt: row.receivedAt.toISOString(),
    outcome: row.outcome,
    reason: row.reason,
    objectKey: row.objectKey,
    bytes: row.bytes,
    redeliveryOf: row.redeliveryOf,
    cases: led.cases,
    runs: led.runs,
  };
}
