import { asc, inArray, like, or } from 'drizzle-orm';
import { connectors } from '../../db/schema/index.ts';
import { INTAKE_VENDORS } from '../../domain/vendors.ts';
import type { SourceHealth } from '../../domain/views/intake.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { healthOf } from './health.ts';

/** Vendors that send by themselves; `generic` does so by its named sources. */
const SENDERS = INTAKE_VENDORS.filter((vendor) => vendor !== 'generic');

/** Expected against seen, for each vendor and each named source, so that a silent one is noticed. */
export async function listSourceHealth({ ctx }: { ctx: Ctx }): Promise<{ items: SourceHealth[] }> {
  authorize(ctx.actor, 'delivery.read');
  const rows = await ctx.db
    .select({ id: connectors.id })
    .from(connectors)
    .where(or(inArray(connectors.id, SENDERS), like(connectors.id, 'generic/%')))
    .orderBy(asc(connectors.id));
  const ids = [...new Set([...SENDERS, ...rows.map(({ id }) => id)])];
  return { items: [...(await healthOf(ctx.db, ids, ctx.now)).values()] };
}
