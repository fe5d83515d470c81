import { and, sql } from 'drizzle-orm';
import { z } from 'zod';
import { audit } from '../../db/schema/index.ts';
import type { AuditView } from '../../domain/views/audit.ts';
import type { Page } from '../../domain/views/common.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';
import { AuditFilter, afterRow, auditFilters, auditView, ORDER } from './query.ts';

export const AuditQuery = z.strictObject({ ...AuditFilter.shape, ...paging });

/** Who changed what, from where, newest first. */
export async function listAudit({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<Page<AuditView>> {
  authorize(ctx.actor, 'audit.read');
  const { limit, cursor: given, ...filter } = parse(AuditQuery, input);
  const cursor = decodeCursor(given, ['moment', 'integer']);
  const where = auditFilters(ctx, filter);
  const rows = await ctx.db
    .select()
    .from(audit)
    .where(and(where, cursor && afterRow(String(cursor[0]), Number(cursor[1]))))
    .orderBy(ORDER)
    .limit(limit + 1);
  return pageFrom(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.seq],
    (shown) => shown.map(auditView),
    await countUpTo(ctx.db, sql`${audit}`, where),
  );
}
