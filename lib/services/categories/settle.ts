import type { Tx } from '../../db/client.ts';
import { categories } from '../../db/schema/index.ts';
import { invalid } from '../errors.ts';
import { remembered, type TxCtx } from '../kernel/index.ts';
import { isAsked } from '../settings/is-asked.ts';

const loadCategories = (tx: Tx) => tx.select().from(categories);

/**
 * What a case's `category` is to hold for a key or a name that was given: the category's key, or the text as it is where none is called so
 * (a vendor's mapping may write its own). Throws `invalid` where a person or a program names a retired one.
 */
export async function settleCategory(ctx: TxCtx, given: string): Promise<string> {
  const text = given.toLowerCase();
  const all = await remembered(ctx, 'categories', loadCategories);
  const found = all.filter(({ key, name }) => key.toLowerCase() === text || name.toLowerCase() === text);
  // One may be called what another's key is.
  const category =
    found.find(({ key }) => key === given) ?? found.find(({ name }) => name.toLowerCase() === text) ?? found[0];
  if (!category) return given;
  if (category.retiredAt && isAsked(ctx.actor))
    throw invalid([{ pointer: '/category', message: `The category ${category.name} is retired. Choose another one.` }]);
  return category.key;
}
