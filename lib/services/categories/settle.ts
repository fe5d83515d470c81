import { eq, or, sql } from 'drizzle-orm';
import { categories } from '../../db/schema/index.ts';
import { invalid } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';
import { isAsked } from '../settings/is-asked.ts';

/**
 * What a case's `category` is to hold for a key or a name that was given: the category's key, or the text as it is where none is called so
 * (a vendor's mapping may write its own). Throws `invalid` where a person or a program names a retired one.
 */
export async function settleCategory(ctx: TxCtx, given: string): Promise<string> {
  const text = given.toLowerCase();
  const found = await ctx.tx
    .select()
    .from(categories)
    .where(or(eq(sql`lower(${categories.key})`, text), eq(sql`lower(${categories.name})`, text)))
    .limit(2);
  // One may be called what another's key is.
  const category =
    found.find(({ key }) => key === given) ?? found.find(({ name }) => name.toLowerCase() === text) ?? found[0];
  if (!category) return given;
  if (category.retiredAt && isAsked(ctx.actor))
    throw invalid([{ pointer: '/category', message: `The category ${category.name} is retired. Choose another one.` }]);
  return category.key;
}
