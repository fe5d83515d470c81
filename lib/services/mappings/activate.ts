import { eq } from 'drizzle-orm';
import { mappings } from '../../db/schema/index.ts';
import type { MappingView } from '../../domain/views/intake.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { isUuid } from '../kernel/uuid.ts';
import { connectorOfShipped, shippedId } from './shipped.ts';
import { switchOff } from './switch.ts';
import { mappingView, shippedView } from './view.ts';

/**
 * Goes back to an earlier version. The shipped one's id switches the connector's own versions off, so that a named source follows
 * `generic` again. Errors: `not_found`.
 */
export async function activateMapping({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<MappingView> {
  authorize(ctx.actor, 'mapping.write');
  const shippedOf = connectorOfShipped(input.id);
  return transact(ctx, 'mappings.activate', async (tx) => {
    if (shippedOf !== null) {
      const view = shippedView(shippedOf, true);
      await tell(tx, shippedOf, await switchOff(tx, shippedOf), input.id);
      return view;
    }
    const [row] = isUuid(input.id) ? await tx.tx.select().from(mappings).where(eq(mappings.id, input.id)) : [];
    if (!row) throw notFound(`The mapping ${input.id}`);
    const was = await switchOff(tx, row.connectorId);
    await tx.tx.update(mappings).set({ active: true }).where(eq(mappings.id, row.id));
    await tell(tx, row.connectorId, was, row.id);
    return mappingView({ ...row, active: true });
  });
}

async function tell(ctx: TxCtx, connectorId: string, was: string | null, is: string): Promise<void> {
  const from = was ?? shippedId(connectorId);
  if (from === is) return;
  const diff = { active: { from, to: is } };
  await writeAudit(ctx, { action: 'mapping.activate', entity: 'mapping', entityId: connectorId, diff });
}
