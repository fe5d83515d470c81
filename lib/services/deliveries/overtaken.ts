import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deliveries } from '../../db/schema/index.ts';
import { intakeOf } from '../connectors/catalogue.ts';
import { momentOf } from '../connectors/moment-of.ts';

/** So many of an object's last filtered states are looked at. */
const MOST = 20;

/**
 * Whether a later state of the object, by the vendor's own time, was here before and led to no case, as one that was closed or too mild: what is older
 * opens none then. Only for objects whose bodies tell of which moment they are.
 */
export async function isOvertaken(
  tx: Tx,
  { connectorId, objectKey, at }: { connectorId: string; objectKey: string; at: Date },
): Promise<boolean> {
  const source = intakeOf(connectorId);
  const rows = await tx
    .select({ body: deliveries.body })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.connectorId, connectorId),
        eq(deliveries.objectKey, objectKey),
        eq(deliveries.outcome, 'filtered'),
      ),
    )
    .orderBy(desc(deliveries.seq))
    .limit(MOST);
  return rows.some(({ body }) => (momentOf(source, JSON.parse(body)) ?? 0) > at.getTime());
}
