import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseEvents, cases, type Delivery, deliveries, runs } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { DeliveryListItem } from '../../domain/views/intake.ts';
import { notFound } from '../errors.ts';
import { type Ctx, visibleCases } from '../kernel/index.ts';
import { isUuid } from '../kernel/uuid.ts';

export type DeliveryRow = Omit<Delivery, 'body' | 'bodySha256' | 'endedObject'>;

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
  batchId: deliveries.batchId,
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
  const limits = visibleCases(ctx.actor);
  const visible: SQL = limits ?? sql`true`;
  const [events, started, hidden] = await Promise.all([
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
    limits ? hiddenAmong(ctx, ids, limits) : [],
  ]);
  for (const event of events) if (event.visible) found.get(event.deliveryId!)!.cases.push(keyOf(event.number));
  for (const id of hidden) found.get(id)!.hidden = true;
  for (const run of started) found.get(run.deliveryId!)!.runs.push(run.id);
  return found;
}

/**
 * Those that tell of a case which the actor may not see: through any delivery of the same vendor object, and through what repeats them or
 * is repeated by them. A duplicate and the first try of a redelivery have no case of their own and the same body.
 */
async function hiddenAmong(ctx: Ctx, ids: string[], limits: SQL): Promise<string[]> {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    select asked.id from ${deliveries} asked
    where ${inArray(sql`asked.id`, ids)} and exists (
      select from ${deliveries} kin
      join ${caseEvents} on ${caseEvents.deliveryId} = kin.id
      join ${cases} on ${cases.id} = ${caseEvents.caseId}
      where (${limits}) is not true and (
        kin.id in (asked.id, asked.redelivery_of)
        or kin.redelivery_of in (asked.id, asked.redelivery_of)
        or (kin.connector_id = asked.connector_id and kin.object_key = asked.object_key)))`);
  return rows.map((row) => row.id);
}

/** A delivery of a case that the actor may not see shows that it came, and no more. */
export function itemOf(row: DeliveryRow, led: LedTo): DeliveryListItem {
  return {
    id: row.id,
    vendor: row.vendor,
    connector: row.connectorId,
    receivedAt: row.receivedAt.toISOString(),
    outcome: row.outcome,
    reason: led.hidden ? null : row.reason,
    objectKey: led.hidden ? null : row.objectKey,
    bytes: row.bytes,
    redeliveryOf: row.redeliveryOf,
    cases: led.cases,
    runs: led.runs,
  };
}
