import { desc, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { allowList } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import type { OwnAssetView } from '../../domain/views/own-asset.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';
import { ownAssetView } from './view.ts';

/** What the house owns, newest first. */
export async function listAllowList({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<OwnAssetView>> {
  authorize(ctx.actor, 'allow_list.read');
  const query = parse(z.strictObject(paging), input);
  const cursor = decodeCursor(query.cursor, ['uuid']);
  const rows = await ctx.db
    .select()
    .from(allowList)
    .where(cursor && lt(allowList.id, String(cursor[0])))
    .orderBy(desc(allowList.id))
    .limit(query.limit + 1);
  const count = await countUpTo(ctx.db, sql`${allowList}`, undefined);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.id],
    (shown) => shown.map(ownAssetView),
    count,
  );
}
