import { asc, eq, like, or } from 'drizzle-orm';
import { connectors } from '../../db/schema/index.ts';
import type { SourceHealth } from '../../domain/views/intake.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { healthOf } from './health.ts';

/** Expected against seen, for Wiz and each named source, so that a silent one is noticed. */
export async function listSourceHealth({ ctx }: { ctx: Ctx }): Promise<{ items: SourceHealth[] }> {
  authorize(ctx.actor, 'delivery.read');
  const rows = await ctx.db
    .select({ id: connectors.id })
    .from(connectors)
    .where(or(eq(connectors.id, 'wiz'), like(connectors.id, 'generic/%')))
    .orderBy(asc(connectors.id));
  const ids = [...new Set(['wiz', ...rows.map(({ id }) => id)])];
  return { items: [...(await healthOf(ctx.db, ids, ctx.now)).values()] };
}
