import { asc, like } from 'drizzle-orm';
import { connectors } from '../../db/schema/index.ts';
import type { ConnectorView } from '../../domain/views/intake.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { definitionOf } from './catalogue.ts';
import { viewsOf } from './view.ts';

/** The named generic sources, by name. */
export async function listSources({ ctx }: { ctx: Ctx }): Promise<{ items: ConnectorView[] }> {
  authorize(ctx.actor, 'connector.read');
  const rows = await ctx.db
    .select({ id: connectors.id })
    .from(connectors)
    .where(like(connectors.id, 'generic/%'))
    .orderBy(asc(connectors.id));
  return {
    items: await viewsOf(
      ctx.db,
      rows.map(({ id }) => definitionOf(id)),
      ctx.now,
    ),
  };
}
