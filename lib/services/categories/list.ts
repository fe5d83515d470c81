import { asc } from 'drizzle-orm';
import { type CategoryRow, categories } from '../../db/schema/index.ts';
import { CATEGORIES } from '../../domain/case.ts';
import type { CategoryView } from '../../domain/views/settings.ts';
import { authorize, type Ctx } from '../kernel/index.ts';

/** Every category in its order; retired ones say so. */
export async function listCategories({ ctx }: { ctx: Ctx }): Promise<{ items: CategoryView[] }> {
  authorize(ctx.actor, 'settings.read');
  const rows = await ctx.db.select().from(categories).orderBy(asc(categories.position), asc(categories.key));
  return { items: rows.map(categoryView) };
}

export function categoryView(row: CategoryRow): CategoryView {
  return {
    key: row.key,
    name: row.name,
    position: row.position,
    shipped: (CATEGORIES as readonly string[]).includes(row.key),
    retired: row.retiredAt !== null,
  };
}
