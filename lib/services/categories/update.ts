import { eq } from 'drizzle-orm';
import { categories } from '../../db/schema/index.ts';
import { CategoryPatch } from '../../domain/category.ts';
import type { CategoryView } from '../../domain/views/settings.ts';
import { conflict, notFound } from '../errors.ts';
import { authorize, type Ctx, codeOf, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { categoryView } from './list.ts';

/** What a case has that names no category. */
const DEFAULT_CATEGORY = 'Other';

/**
 * Renames a category, moves it in the list, or retires it: cases keep theirs and no case gets it any more. Errors: `not_found`, `invalid`,
 * `conflict` where the name is another's, or the default category is to be retired.
 */
export async function updateCategory({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; patch: unknown };
}): Promise<CategoryView> {
  authorize(ctx.actor, 'settings.write');
  const { retired, ...patch } = parse(CategoryPatch, input.patch);
  if (retired && input.key === DEFAULT_CATEGORY)
    throw conflict('A case without a category is of this one: it can be renamed, but not retired.');
  try {
    return await transact(ctx, 'categories.update', async (tx) => {
      const [before] = await tx.tx.select().from(categories).where(eq(categories.key, input.key)).for('update');
      if (!before) throw notFound('The category');
      const change = {
        ...patch,
        ...(retired === undefined ? {} : { retiredAt: retired ? (before.retiredAt ?? tx.now) : null }),
      };
      const diff = diffOf(before, change);
      if (Object.keys(diff).length === 0) return categoryView(before);
      const [after] = await tx.tx
        .update(categories)
        .set({ ...change, updatedAt: tx.now })
        .where(eq(categories.key, before.key))
        .returning();
      await writeAudit(tx, { action: 'category.update', entity: 'category', entityId: before.key, diff });
      return categoryView(after!);
    });
  } catch (error) {
    if (codeOf(error) === '23505') throw conflict(`There is a category called “${patch.name}” already.`);
    throw error;
  }
}
