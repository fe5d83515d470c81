import { eq, or, sql } from 'drizzle-orm';
import { stores } from '../../db/schema/index.ts';
import { invalid } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';
import { isAsked } from '../settings/is-asked.ts';

/**
 * What a case's `store` is to hold for a key or a name that was given: the store's key, or the text as it is where no store is called so
 * (vendors name places that nobody has entered yet). Throws `invalid` where a person or a program names a retired one.
 */
export async function settleStore(ctx: TxCtx, given: string): Promise<string> {
  const found = await ctx.tx
    .select()
    .from(stores)
    .where(or(eq(stores.key, given.toLowerCase()), eq(sql`lower(${stores.name})`, given.toLowerCase())))
    .limit(2);
  const store = found.find(({ key }) => key === given.toLowerCase()) ?? found[0];
  if (!store) return given;
  if (store.retiredAt && isAsked(ctx.actor))
    throw invalid([{ pointer: '/store', message: `The store ${store.name} is retired. Choose another one.` }]);
  return store.key;
}
