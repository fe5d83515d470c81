import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { caseFiles } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import type { FileView } from '../../domain/views/evidence.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';
import { fileViews } from './view.ts';

/** The files of a case, newest first; of deleted ones what is known of them. */
export async function listFiles({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; query: unknown };
}): Promise<Page<FileView>> {
  authorize(ctx.actor, 'case.read');
  const query = parse(z.strictObject(paging), input.query);
  const of = await findCase(ctx.db, ctx, input.key);
  const cursor = decodeCursor(query.cursor, ['moment', 'uuid']);
  const where = and(eq(caseFiles.caseId, of.id), isNotNull(caseFiles.completedAt));
  const rows = await ctx.db
    .select()
    .from(caseFiles)
    .where(
      and(
        where,
        cursor && sql`(${caseFiles.createdAt}, ${caseFiles.id}) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`,
      ),
    )
    .orderBy(desc(caseFiles.createdAt), desc(caseFiles.id))
    .limit(query.limit + 1);
  const items = await fileViews(ctx.db, rows.slice(0, query.limit));
  const page = pageFrom(
    rows,
    query.limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (shown) => shown,
    await countUpTo(ctx.db, sql`${caseFiles}`, where),
  );
  return { ...page, items };
}
