import { eq } from 'drizzle-orm';
import { allowList } from '../../db/schema/index.ts';
import type { OwnAssetView } from '../../domain/views/own-asset.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { isUuid } from '../kernel/uuid.ts';
import { markCovered } from './mark-covered.ts';
import { type OwnAsset, ownAssetView } from './view.ts';

/** Takes an entry off the list; observables that no other entry covers lose their mark. Their roles on cases stay: they are history. */
export async function removeFromAllowList({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<OwnAssetView> {
  authorize(ctx.actor, 'allow_list.write');
  if (!isUuid(input.id)) throw notFound('The entry');
  return transact(ctx, 'allow-list.remove', async (tx) => ownAssetView(await dropEntry(tx, input.id)));
}

/** The removing itself, for a verb with a transaction of its own. */
export async function dropEntry(ctx: TxCtx, id: string): Promise<OwnAsset> {
  const [gone] = await ctx.tx.delete(allowList).where(eq(allowList.id, id)).returning();
  if (!gone) throw notFound('The entry');
  await markCovered(ctx.tx, gone);
  const diff = { kind: { from: gone.kind, to: null }, value: { from: gone.value, to: null } };
  await writeAudit(ctx, { action: 'allow_list.remove', entity: 'allow_list', entityId: gone.id, diff });
  return gone;
}
