import { and, eq, inArray } from 'drizzle-orm';
import { type AlertDetailsRow, alertDetails } from '../../db/schema/index.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import type { Ctx } from '../kernel/index.ts';

/** What is known of these alerts of a vendor's, in their order; one that was never read is left out. For our own processes. */
export async function readDetails({
  ctx,
  input: { vendor, ids },
}: {
  ctx: Pick<Ctx, 'db'>;
  input: { vendor: IntelVendor; ids: readonly string[] };
}): Promise<AlertDetailsRow[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(alertDetails)
    .where(and(eq(alertDetails.vendor, vendor), inArray(alertDetails.vendorId, [...ids])));
  const byId = new Map(rows.map((row) => [row.vendorId, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
