import { and, eq, inArray, sql } from 'drizzle-orm';
import { alertDetails } from '../../db/schema/index.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import type { AlertDetails } from '../../domain/views/alert-details.ts';
import { authorize, type Ctx, jsonbSafe, transact } from '../kernel/index.ts';

export interface ReadAlert {
  vendorId: string;
  /** ISO 8601: when the vendor had changed it last; null: it does not say. */
  updatedAt: string | null;
  details: AlertDetails;
}

/**
 * Keeps what a vendor's API knows of alerts, once for each: what was read later stays. What was found out about command lines stays with
 * them as long as they are the same. Answers the ids of those that are new or have changed.
 */
export async function keepDetails({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { vendor: IntelVendor; alerts: readonly ReadAlert[] };
}): Promise<{ changed: string[] }> {
  authorize(ctx.actor, 'observable.enrich');
  const { vendor } = input;
  // In one order for everybody, so that two runs wait for each other instead of deadlocking.
  const alerts = jsonbSafe([...input.alerts]).toSorted((a, b) => (a.vendorId < b.vendorId ? -1 : 1));
  if (alerts.length === 0) return { changed: [] };
  return transact(ctx, 'intel.keep-details', async (tx) => {
    const ids = alerts.map(({ vendorId }) => vendorId);
    const known = await tx.tx
      .select({ vendorId: alertDetails.vendorId, details: alertDetails.details })
      .from(alertDetails)
      .where(and(eq(alertDetails.vendor, vendor), inArray(alertDetails.vendorId, ids)))
      .orderBy(alertDetails.vendorId)
      .for('no key update');
    const before = new Map(known.map(({ vendorId, details }) => [vendorId, canonical(details)]));
    const kept = await tx.tx
      .insert(alertDetails)
      .values(
        alerts.map(({ vendorId, updatedAt, details }) => ({
          ...{ vendor, vendorId, details, readAt: ctx.now },
          updatedAt: updatedAt === null ? null : new Date(updatedAt),
        })),
      )
      .onConflictDoUpdate({
        target: [alertDetails.vendor, alertDetails.vendorId],
        set: {
          ...{ readAt: sql`excluded.read_at`, updatedAt: sql`excluded.updated_at`, details: sql`excluded.details` },
          commands: sql`case when ${alertDetails.details} -> 'processes' = excluded.details -> 'processes'
            then ${alertDetails.commands} else '[]' end`,
        },
        setWhere: sql`${alertDetails.readAt} <= excluded.read_at`,
      })
      .returning({ vendorId: alertDetails.vendorId, details: alertDetails.details, fresh: sql<boolean>`xmax = 0` });
    const isNews = ({ vendorId, details, fresh }: (typeof kept)[number]) =>
      fresh || (before.has(vendorId) && before.get(vendorId) !== canonical(details));
    return { changed: kept.filter(isNews).map(({ vendorId }) => vendorId) };
  });
}

/** jsonb gives its keys in an order of its own, the same for the same value: both sides come from there. */
const canonical = (details: AlertDetails): string => JSON.stringify(details);
