import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deliveries } from '../../db/schema/index.ts';

/** Keeps with a delivery that its event says the object is over, or, null, that it does not. */
export async function noteEnd(tx: Tx, deliveryId: string, endedObject: string | null): Promise<void> {
  await tx
    .update(deliveries)
    .set({ endedObject })
    .where(and(eq(deliveries.id, deliveryId), sql`${deliveries.endedObject} is distinct from ${endedObject}`));
}

/** Whether an event of the object that was first received after `seq` has said that it is over. */
export async function endedAfter(
  tx: Tx,
  { connectorId, objectKey }: { connectorId: string; objectKey: string },
  seq: number,
): Promise<boolean> {
  const { rows } = await tx.execute<{ ended: boolean }>(sql`
    select exists (
      select from deliveries d left join deliveries first on first.id = d.redelivery_of
      where d.connector_id = ${connectorId} and d.ended_object = ${objectKey} and coalesce(first.seq, d.seq) > ${seq}
    ) as ended`);
  return rows[0]!.ended;
}
