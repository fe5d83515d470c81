import { newId } from '../../db/id.ts';
import { allowList } from '../../db/schema/index.ts';
import { OwnAssetInput } from '../../domain/own-asset.ts';
import type { OwnAssetView } from '../../domain/views/own-asset.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { markCovered } from './mark-covered.ts';
import { type OwnAsset, ownAssetView } from './view.ts';

/** Says that something is the house's own; observables that are known already are marked too. Throws `conflict` for what is listed. */
export async function addToAllowList({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<OwnAssetView> {
  authorize(ctx.actor, 'allow_list.write');
  const fields = parse(OwnAssetInput, input);
  return transact(ctx, 'allow-list.add', async (tx) => ownAssetView(await listEntry(tx, fields)));
}

/** The adding itself, for a verb with a transaction of its own. */
export async function listEntry(
  ctx: TxCtx,
  fields: Pick<OwnAsset, 'kind' | 'type' | 'value' | 'note'>,
): Promise<OwnAsset> {
  const [made] = await ctx.tx
    .insert(allowList)
    .values({ id: newId(), ...fields, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning();
  if (!made) throw conflict(`${fields.value} is on the list already.`);
  await markCovered(ctx.tx, made);
  const diff = { kind: { from: null, to: made.kind }, value: { from: null, to: made.value } };
  await writeAudit(ctx, { action: 'allow_list.add', entity: 'allow_list', entityId: made.id, diff });
  return made;
}
