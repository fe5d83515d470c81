import { and, desc, eq, or } from 'drizzle-orm';
import { mappings } from '../../db/schema/index.ts';
import type { MappingView } from '../../domain/views/intake.ts';
import { isSourceId } from '../connectors/catalogue.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { shippedMapping } from './shipped.ts';
import { mappingView, shippedView } from './view.ts';

/**
 * The versions of a connector's mapping, newest first, the shipped one last. For a named source the active one of `generic` stands
 * before that: it counts where the source has none of its own. Errors: `not_found`.
 */
export async function listMappings({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { connector: string };
}): Promise<{ items: MappingView[] }> {
  authorize(ctx.actor, 'mapping.read');
  const { connector } = input;
  shippedMapping(connector);
  const inherited = isSourceId(connector)
    ? and(eq(mappings.connectorId, 'generic'), eq(mappings.active, true))
    : undefined;
  const rows = await ctx.db
    .select()
    .from(mappings)
    .where(or(eq(mappings.connectorId, connector), inherited))
    .orderBy(desc(mappings.createdAt), desc(mappings.id));
  const own = rows.filter((row) => row.connectorId === connector);
  const from = rows.find((row) => row.connectorId !== connector);
  const ownIsActive = own.some((row) => row.active);
  return {
    items: [
      ...own.map(mappingView),
      ...(from ? [{ ...mappingView(from), active: !ownIsActive }] : []),
      shippedView(connector, !ownIsActive && !from),
    ],
  };
}
