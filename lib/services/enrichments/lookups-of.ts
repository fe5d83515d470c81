import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { connectors, enrichmentBudgets } from '../../db/schema/index.ts';
import { ENRICHMENT_SOURCES, type EnrichmentSource } from '../../domain/enrichment/sources.ts';
import { termsOf } from '../../domain/enrichment/terms.ts';
import type { ConnectorView } from '../../domain/views/intake.ts';

type Lookups = NonNullable<ConnectorView['lookups']>;

/** How much more each of these connectors may be asked, by its id; only those that are asked about observables. */
export async function lookupsOf(db: Db, ids: readonly string[], now: Date): Promise<Map<string, Lookups>> {
  const sources = ENRICHMENT_SOURCES.filter((source) => ids.includes(source));
  if (sources.length === 0) return new Map();
  const [rows, budgets] = await Promise.all([
    db.select().from(connectors).where(inArray(connectors.id, sources)),
    db
      .select()
      .from(enrichmentBudgets)
      .where(
        and(inArray(enrichmentBudgets.source, sources), eq(enrichmentBudgets.day, now.toISOString().slice(0, 10))),
      ),
  ]);
  return new Map(
    sources.map((source: EnrichmentSource): [string, Lookups] => {
      const row = rows.find(({ id }) => id === source);
      const budget = budgets.find((one) => one.source === source);
      const paused = budget?.pausedUntil && budget.pausedUntil > now ? budget.pausedUntil : null;
      return [
        source,
        {
          today: budget?.used ?? 0,
          dailyBudget: termsOf(source, row?.settings ?? {}).dailyBudget,
          pausedUntil: paused?.toISOString() ?? null,
        },
      ];
    }),
  );
}
