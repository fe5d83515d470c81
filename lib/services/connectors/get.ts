import { eq } from 'drizzle-orm';
import { connectors } from '../../db/schema/index.ts';
import type { ConnectorView } from '../../domain/views/intake.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { definitionOf, isSourceId } from './catalogue.ts';
import { viewsOf } from './view.ts';

/** A connector, also one that was never set, or a named source that exists. Errors: `not_found`. */
export async function getConnector({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ConnectorView> {
  authorize(ctx.actor, 'connector.read');
  const definition = definitionOf(input.id);
  if (isSourceId(input.id)) {
    const [row] = await ctx.db.select({ id: connectors.id }).from(connectors).where(eq(connectors.id, input.id));
    if (!row) throw notFound(`The source ${input.id}`);
  }
  const [view] = await viewsOf(ctx.db, [definition], ctx.now);
  return view!;
}
