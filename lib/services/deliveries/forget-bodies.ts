import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';

/**
 * Where only the mapping knows which object an event is about, intake tells a repetition by the body alone. So once a later event of the
 * object is on its case, the bodies of the earlier ones are forgotten: one that comes again is news, and no duplicate.
 */
export async function forgetEarlierBodies(tx: Tx, caseId: string, vendorId: string): Promise<void> {
  await tx.execute(sql`
    with of_object as materialized (
      select delivery.id, delivery.connector_id, delivery.object_key, delivery.seq
      from case_events event join deliveries delivery on delivery.id = event.delivery_id
      where event.case_id = ${caseId}::uuid and event.vendor_id = ${vendorId}
    )
    delete from vendor_objects known using of_object earlier
    where known.connector_id = earlier.connector_id and known.object_key = earlier.object_key
      and known.delivery_id = earlier.id and earlier.object_key like 'sha256:%'
      and earlier.seq < (select max(seq) from of_object)`);
}
