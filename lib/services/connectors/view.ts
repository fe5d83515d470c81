import { inArray } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { connectorSecrets, connectors, type VendorLog, vendorLogs } from '../../db/schema/index.ts';
import type { ConnectorView } from '../../domain/views/intake.ts';
import { aiUsageOf } from '../ai/usage-of.ts';
import { healthOf } from '../deliveries/health.ts';
import { lookupsOf } from '../enrichments/lookups-of.ts';
import { type ConnectorDefinition, readEverySeconds } from './catalogue.ts';

/** Connectors as people see them: which secrets are set and since when, never their values. */
export async function viewsOf(
  db: Db,
  definitions: readonly ConnectorDefinition[],
  now: Date,
): Promise<ConnectorView[]> {
  const ids = definitions.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [rows, secrets, health, logs, lookups] = await Promise.all([
    db.select().from(connectors).where(inArray(connectors.id, ids)),
    db
      .select({
        connectorId: connectorSecrets.connectorId,
        name: connectorSecrets.name,
        slot: connectorSecrets.slot,
        createdAt: connectorSecrets.createdAt,
        expiresAt: connectorSecrets.expiresAt,
      })
      .from(connectorSecrets)
      .where(inArray(connectorSecrets.connectorId, ids)),
    healthOf(db, ids, now),
    db.select().from(vendorLogs).where(inArray(vendorLogs.connectorId, ids)),
    lookupsOf(db, ids, now),
  ]);
  const settingsOfAi = rows.find(({ id }) => id === 'ai')?.settings;
  const ai = ids.includes('ai') ? await aiUsageOf(db, settingsOfAi ?? {}, now) : null;
  return definitions.map((definition) => {
    const row = rows.find(({ id }) => id === definition.id);
    const slot = (name: string, wanted: 'current' | 'previous') =>
      secrets.find((one) => one.connectorId === definition.id && one.name === name && one.slot === wanted);
    return {
      id: definition.id,
      vendor: definition.vendor,
      title: definition.title,
      enabled: row?.enabled ?? false,
      baseUrl: row?.baseUrl ?? null,
      settings: row?.settings ?? {},
      credentials: definition.credentials.map((name) => {
        const until = slot(name, 'previous')?.expiresAt;
        return {
          name,
          set: slot(name, 'current') !== undefined,
          setAt: slot(name, 'current')?.createdAt.toISOString() ?? null,
          previousUntil: until && until > now ? until.toISOString() : null,
        };
      }),
      hookPath: definition.hookPath,
      mapped: definition.mapped,
      hookVerifiedAt: row?.hookVerifiedAt?.toISOString() ?? null,
      log: logView(
        logs.find(({ connectorId }) => connectorId === definition.id),
        row?.settings.readLogSeconds,
      ),
      lastCall: row?.lastCallAt ? { at: row.lastCallAt.toISOString(), problem: row.lastCallError } : null,
      lookups: lookups.get(definition.id) ?? null,
      ai: definition.id === 'ai' ? ai : null,
      lastTest:
        row?.lastTestAt && row.lastTestResult
          ? { at: row.lastTestAt.toISOString(), ok: row.lastTestResult.ok, message: row.lastTestResult.message }
          : null,
      health: health.get(definition.id)!,
    };
  });
}

/** Null for a log that was never read. */
function logView(log: VendorLog | undefined, everySeconds: unknown): ConnectorView['log'] {
  if (!log) return null;
  return {
    readAt: log.readAt?.toISOString() ?? null,
    caughtAt: log.caughtAt?.toISOString() ?? null,
    everySeconds: readEverySeconds(everySeconds),
    problem: log.problem,
  };
}
