import { eq } from 'drizzle-orm';
import { stores } from '../../db/schema/index.ts';
import { StorePatch } from '../../domain/store.ts';
import type { StoreView } from '../../domain/views/settings.ts';
import { conflict, notFound } from '../errors.ts';
import { authorize, type Ctx, codeOf, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { storeView } from './list.ts';
import { refuseSharedNetworks } from './networks.ts';

/** Changes a store, or retires it: cases keep it, and no case gets it any more. Errors: `not_found`, `conflict`, `invalid`. */
export async function updateStore({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; patch: unknown };
}): Promise<StoreView> {
  authorize(ctx.actor, 'settings.write');
  const { retired, ...patch } = parse(StorePatch, input.patch);
  try {
    return await transact(ctx, 'stores.update', async (tx) => {
      const [before] = await tx.tx.select().from(stores).where(eq(stores.key, input.key)).for('update');
      if (!before) throw notFound('The store');
      await refuseSharedNetworks(tx, patch.networks ?? [], before.key);
      const change = {
        ...patch,
        ...(retired === undefined ? {} : { retiredAt: retired ? (before.retiredAt ?? tx.now) : null }),
      };
      const diff = diffOf(before, change);
      if (Object.keys(diff).length === 0) return storeView(before);
      const [after] = await tx.tx
        .update(stores)
        .set({ ...change, updatedAt: tx.now })
        .where(eq(stores.id, before.id))
        .returning();
      await writeAudit(tx, { action: 'store.update', entity: 'store', entityId: before.key, diff });
      return storeView(after!);
    });
  } catch (error) {
    if (codeOf(error) === '23505') throw conflict(`There is a store with the name “${patch.name}” already.`);
    throw error;
  }
}
