import { and } from 'drizzle-orm';
import { z } from 'zod';
import { type AuditRow, audit } from '../../db/schema/index.ts';
import { csvLine, csvOf } from '../../domain/figures/csv.ts';
import { authorize, type Ctx, diffOf, parse, textStream, transact, writeAudit } from '../kernel/index.ts';
import { AuditFilter, afterRow, auditFilters, auditView, ORDER } from './query.ts';

export const AuditExport = z.strictObject({ ...AuditFilter.shape, format: z.enum(['csv', 'json']).default('csv') });

const ROWS_AT_ONCE = 1000;
const HEAD = [
  'Time',
  'Actor kind',
  'Actor',
  'Actor id',
  'Run',
  'IP',
  'User agent',
  'Action',
  'Entity',
  'Entity id',
  'Changes',
];

/**
 * The rows of a filter as a file, newest first, read page by page while it is sent: its size is not held in memory. The export itself stands in
 * the log.
 */
export async function exportAudit({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: unknown;
}): Promise<{ name: string; body: ReadableStream<Uint8Array> }> {
  authorize(ctx.actor, 'audit.read');
  const { format, ...filter } = parse(AuditExport, input);
  await transact(ctx, 'audit.export', (tx) =>
    writeAudit(tx, { action: 'audit.export', entity: 'audit', entityId: format, diff: diffOf({}, filter) }),
  );
  const name = `audit-${ctx.now.toISOString().slice(0, 10)}.${format}`;
  const text = format === 'csv' ? asCsv(pagesOf(ctx, filter)) : asJson(pagesOf(ctx, filter));
  return { name, body: textStream(text) };
}

async function* pagesOf(ctx: Ctx, filter: AuditFilter): AsyncGenerator<AuditRow[]> {
  const where = auditFilters(ctx, filter);
  let last: AuditRow | undefined;
  for (;;) {
    const rows: AuditRow[] = await ctx.db
      .select()
      .from(audit)
      .where(and(where, last && afterRow(last.at.toISOString(), last.seq)))
      .orderBy(ORDER)
      .limit(ROWS_AT_ONCE);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows.at(-1)!;
  }
}

async function* asCsv(pages: AsyncIterable<AuditRow[]>): AsyncGenerator<string> {
  yield csvOf(HEAD, []);
  for await (const rows of pages) yield rows.map((row) => `${csvLine(cellsOf(row))}\r\n`).join('');
}

function cellsOf(row: AuditRow): (string | null)[] {
  const { actor, runId, ip, userAgent, action, entity, entityId, diff } = row;
  const changes = JSON.stringify(diff);
  return [
    row.at.toISOString(),
    actor.kind,
    actor.name,
    actor.id,
    runId,
    ip,
    userAgent,
    action,
    entity,
    entityId,
    changes,
  ];
}

async function* asJson(pages: AsyncIterable<AuditRow[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const rows of pages) {
    yield before + rows.map((row) => JSON.stringify(auditView(row))).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
