import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { connectors, deliveries, intakeCounters } from '../../db/schema/index.ts';
import type { SourceHealth } from '../../domain/views/intake.ts';
import { idSince } from '../kernel/since.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * What came from each connector against what was expected of it. `generic` stands for all its named sources together. Deliveries are
 * counted from their rows; requests that were refused before they became one, from the counters.
 */
export async function healthOf(db: Db, ids: readonly string[], now: Date): Promise<Map<string, SourceHealth>> {
  const since = new Date(now.getTime() - DAY_MS);
  const [rows, seen, delivered, refused] = await Promise.all([
    db
      .select()
      .from(connectors)
      .where(inArray(connectors.id, [...ids])),
    lastSeen(db),
    db
      .select({ id: deliveries.connectorId, outcome: deliveries.outcome, count: sql<number>`count(*)::int` })
      .from(deliveries)
      .where(and(gte(deliveries.id, idSince(since)), gte(deliveries.receivedAt, since)))
      .groupBy(deliveries.connectorId, deliveries.outcome),
    db
      .select({
        id: intakeCounters.connectorId,
        outcome: sql<string>`'refused'`,
        count: sql<number>`sum(${intakeCounters.count})::int`,
      })
      .from(intakeCounters)
      .where(gte(intakeCounters.hour, since))
      .groupBy(intakeCounters.connectorId),
  ]);
  return new Map(
    ids.map((id) => {
      const row = rows.find((one) => one.id === id);
      const mine = (other: string) => other === id || (id === 'generic' && other.startsWith('generic/'));
      const last24h: Record<string, number> = {};
      for (const count of [...delivered, ...refused])
        if (mine(count.id)) last24h[count.outcome] = (last24h[count.outcome] ?? 0) + count.count;
      const lastSeenAt = seen
        .filter((one) => mine(one.id))
        .reduce<Date | null>((latest, one) => (latest && latest > one.at ? latest : one.at), null);
      const minutes = row?.settings.expectedEveryMinutes;
      const expectedEveryMinutes = typeof minutes === 'number' ? minutes : null;
      const quietSince = lastSeenAt ?? row?.createdAt ?? now;
      const silent =
        row?.enabled === true &&
        expectedEveryMinutes !== null &&
        now.getTime() - quietSince.getTime() > expectedEveryMinutes * MINUTE_MS;
      const enabled = row?.enabled ?? false;
      const at = lastSeenAt?.toISOString() ?? null;
      return [id, { connector: id, enabled, lastSeenAt: at, expectedEveryMinutes, silent, last24h }];
    }),
  );
}

/** The newest delivery of each connector: one look into the index for each, however many deliveries there are. */
async function lastSeen(db: Db): Promise<{ id: string; at: Date }[]> {
  const { rows } = await db.execute<{ id: string; at: string | Date }>(sql`
    select ${connectors.id} as id, latest.at from ${connectors}
    cross join lateral (
      select ${deliveries.receivedAt} as at from ${deliveries}
      where ${eq(deliveries.connectorId, connectors.id)} order by ${deliveries.seq} desc limit 1
    ) latest`);
  return rows.map(({ id, at }) => ({ id, at: new Date(at) }));
}
