import { and, asc, eq, isNotNull, isNull, like, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type StoreRow, stores } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import type { StoreView } from '../../domain/views/settings.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';

const NAME = sql`lower(${stores.name})`;

export const StoreQuery = z.strictObject({
  ...paging,
  /** Part of the name or of the key. */
  q: z.string().trim().max(120).optional(),
  /** Only stores that are retired, or only those that are not. */
  retired: z.enum(['true', 'false']).optional(),
});

/** Stores by name. */
export async function listStores({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<StoreView>> {
  authorize(ctx.actor, 'settings.read');
  const query = parse(StoreQuery, input);
  const cursor = decodeCursor(query.cursor, ['text', 'uuid']);
  const where = and(
    query.q ? named(query.q) : undefined,
    query.retired && (query.retired === 'true' ? isNotNull(stores.retiredAt) : isNull(stores.retiredAt)),
  );
  const rows = await ctx.db
    .select()
    .from(stores)
    .where(and(where, cursor && sql`(${NAME}, ${stores.id}) > (${cursor[0]}, ${cursor[1]}::uuid)`))
    .orderBy(asc(NAME), asc(stores.id))
    .limit(query.limit + 1);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.name.toLowerCase(), row.id],
    (shown) => shown.map(storeView),
    await countUpTo(ctx.db, sql`${stores}`, where),
  );
}

function named(text: string): SQL | undefined {
  const part = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return or(like(NAME, part), like(stores.key, part), eq(stores.key, text));
}

export function storeView(row: StoreRow): StoreView {
  const { id, key, name, timeZone, networks, retiredAt } = row;
  return { id, key, name, timeZone, networks, retired: retiredAt !== null };
}
