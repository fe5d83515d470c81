import { desc, sql } from 'drizzle-orm';
import { z } from 'zod';
import { reports } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import type { ReportListItem } from '../../domain/views/figures.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';
import { reportItem } from './view.ts';

export const ReportQuery = z.strictObject(paging);

/** The reports that were kept, the newest week first. */
export async function listReports({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<ReportListItem>> {
  authorize(ctx.actor, 'report.read');
  const query = parse(ReportQuery, input);
  const cursor = decodeCursor(query.cursor, ['moment', 'uuid']);
  const { id, kind, from, to, zone, createdAt } = reports;
  const [rows, count] = await Promise.all([
    ctx.db
      .select({ id, kind, from, to, zone, createdAt })
      .from(reports)
      .where(cursor && sql`(${from}, ${id}) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`)
      .orderBy(desc(from), desc(id))
      .limit(query.limit + 1),
    countUpTo(ctx.db, sql`${reports}`, undefined),
  ]);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.from.toISOString(), row.id],
    (shown) => shown.map(reportItem),
    count,
  );
}
