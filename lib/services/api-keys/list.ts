import { and, desc, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { apiKeys } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import type { ApiKeyView } from '../../domain/views/member.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';
import { apiKeyView } from './key.ts';

/** API keys, newest first, never the key itself. */
export async function listApiKeys({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<ApiKeyView>> {
  authorize(ctx.actor, 'api_key.read');
  const query = parse(z.strictObject(paging), input);
  const cursor = decodeCursor(query.cursor, ['uuid']);
  const rows = await ctx.db
    .select()
    .from(apiKeys)
    .where(and(cursor && lt(apiKeys.id, String(cursor[0]))))
    .orderBy(desc(apiKeys.id))
    .limit(query.limit + 1);
  const count = await countUpTo(ctx.db, sql`${apiKeys}`, undefined);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.id],
    (shown) => shown.map(apiKeyView),
    count,
  );
}
