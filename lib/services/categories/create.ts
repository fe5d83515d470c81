import { sql } from 'drizzle-orm';
import { categories } from '../../db/schema/index.ts';
import { CategoryInput } from '../../domain/category.ts';
import type { CategoryView } from '../../domain/views/settings.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx, codeOf, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { categoryView } from './list.ts';

/** Adds a category, last unless a position is named. Throws `conflict` where one is called so. */
export async function createCategory({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<CategoryView> {
  authorize(ctx.actor, 'settings.write');
  const { name, position } = parse(CategoryInput, input);
  try {
    return await transact(ctx, 'categories.create', async (tx) => {
      const last = sql<number>`(select coalesce(max(position), 0) + 10 from ${categories})`;
      const [made] = await tx.tx
        .insert(categories)
        .values({ key: name, name, position: position ?? last, updatedAt: tx.now })
        .returning();
      const diff = diffOf({}, { name, position: made!.position });
      await writeAudit(tx, { action: 'category.create', entity: 'category', entityId: made!.key, diff });
      return categoryView(made!);
    });
  } catch (error) {
    if (codeOf(error) === '23505') throw conflict(`There is, or was, a category called “${name}”.`);
    throw error;
  }
}
