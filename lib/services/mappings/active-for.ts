import { and, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { mappings } from '../../db/schema/index.ts';
import { isSourceId } from '../connectors/catalogue.ts';
import { shippedId, shippedMapping } from './shipped.ts';

/**
 * The mapping that a connector's bodies go through: its own active one; a named source without one takes that of `generic`; else the
 * shipped one.
 */
export async function activeFor(db: Db | Tx, connectorId: string): Promise<{ id: string; expression: string }> {
  const shipped = { id: shippedId(connectorId), expression: shippedMapping(connectorId) };
  const from = isSourceId(connectorId) ? [connectorId, 'generic'] : [connectorId];
  const rows = await db
    .select({ id: mappings.id, connectorId: mappings.connectorId, expression: mappings.expression })
    .from(mappings)
    .where(and(inArray(mappings.connectorId, from), eq(mappings.active, true)));
  const row = rows.find((one) => one.connectorId === connectorId) ?? rows[0];
  return row ? { id: row.id, expression: row.expression } : shipped;
}
