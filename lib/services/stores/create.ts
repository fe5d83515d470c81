import { newId } from '../../db/id.ts';
import { stores } from '../../db/schema/index.ts';
import { slugOf } from '../../domain/slug.ts';
import { StoreInput } from '../../domain/store.ts';
import type { StoreView } from '../../domain/views/settings.ts';
import { conflict, invalid } from '../errors.ts';
import { authorize, type Ctx, codeOf, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { storeView } from './list.ts';
import { refuseSharedNetworks } from './networks.ts';

/** Adds a store. Throws `conflict` where its key, its name or one of its networks is another one's. */
export async function createStore({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<StoreView> {
  authorize(ctx.actor, 'settings.write');
  const fields = parse(StoreInput, input);
  const key = fields.key ?? slugOf(fields.name, '-', 64);
  if (!key)
    throw invalid([{ pointer: '/key', message: 'Write a key: the name has no letter that one can be made of.' }]);
  const { name, timeZone, networks = [] } = fields;
  try {
    return await transact(ctx, 'stores.create', async (tx) => {
      await refuseSharedNetworks(tx, networks, null);
      const row = { id: newId(), key, name, timeZone, networks, createdAt: tx.now, updatedAt: tx.now };
      const [made] = await tx.tx.insert(stores).values(row).returning();
      const diff = diffOf({}, { key, name, timeZone, networks });
      await writeAudit(tx, { action: 'store.create', entity: 'store', entityId: key, diff });
      return storeView(made!);
    });
  } catch (error) {
    if (codeOf(error) === '23505')
      throw conflict(`There is a store with the key “${key}” or the name “${name}” already.`);
    throw error;
  }
}
