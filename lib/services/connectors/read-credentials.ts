import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { connectorSecrets, connectors } from '../../db/schema/index.ts';
import { secretBox } from './box.ts';

export interface ConnectorCredentials {
  enabled: boolean;
  /** Null: the vendor's default host. */
  baseUrl: string | null;
  settings: Record<string, unknown>;
  credentials: Record<string, string>;
}

/**
 * A connector with its secrets in the clear, for our own processes' calls to the vendor. Never put into a view, a log or a step's
 * result. A connector that was never set is one that is switched off. Throws `unavailable` where a secret cannot be opened.
 */
export async function readCredentials(db: Db | Tx, id: string): Promise<ConnectorCredentials> {
  const [row] = await db.select().from(connectors).where(eq(connectors.id, id));
  if (!row) return { enabled: false, baseUrl: null, settings: {}, credentials: {} };
  const secrets = await db
    .select({ name: connectorSecrets.name, sealed: connectorSecrets.sealed })
    .from(connectorSecrets)
    .where(and(eq(connectorSecrets.connectorId, id), eq(connectorSecrets.slot, 'current')));
  const box = secretBox();
  return {
    enabled: row.enabled,
    baseUrl: row.baseUrl,
    settings: row.settings,
    credentials: Object.fromEntries(secrets.map(({ name, sealed }) => [name, box.open(id, name, sealed)])),
  };
}
