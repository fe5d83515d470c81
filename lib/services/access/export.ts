import { and, desc, lt } from 'drizzle-orm';
import { type AccessRequest, accessRequests } from '../../db/schema/index.ts';
import { standingOf } from '../../domain/access/standing.ts';
import { csvLine, csvOf } from '../../domain/figures/csv.ts';
import { authorize, type Ctx, diffOf, parse, textStream, transact, writeAudit } from '../kernel/index.ts';
import { AccessFilter, accessFilters } from './list.ts';

const ROWS_AT_ONCE = 1000;
const HEAD = [
  ...['Id', 'State', 'Asked', 'Source', 'Requester', 'For', 'E-mail', 'Reason', 'Minutes', 'Mac', 'Serial number'],
  ...['Store', 'Store by', 'Decided by', 'Decided', 'Note of the decision', 'Asked of Jamf', 'Granted', 'Ends'],
  ...['Confirmed off', 'Tries', 'Late', 'Mac stands', 'Last check-in', 'Note'],
];

/** The requests of a filter as CSV, newest first, read page by page while it is sent. The export itself stands in the audit log. */
export async function exportAccessRequests({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: unknown;
}): Promise<{ name: string; body: ReadableStream<Uint8Array> }> {
  authorize(ctx.actor, 'access.read');
  const filter = parse(AccessFilter, input);
  await transact(ctx, 'access.export', (tx) =>
    writeAudit(tx, { action: 'access.export', entity: 'access_request', entityId: 'csv', diff: diffOf({}, filter) }),
  );
  return { name: `access-${ctx.now.toISOString().slice(0, 10)}.csv`, body: textStream(lines(ctx, filter)) };
}

async function* lines(ctx: Ctx, filter: AccessFilter): AsyncGenerator<string> {
  yield csvOf(HEAD, []);
  const where = accessFilters(ctx.actor, filter);
  let last: string | undefined;
  for (;;) {
    const rows: AccessRequest[] = await ctx.db
      .select()
      .from(accessRequests)
      .where(and(where, last === undefined ? undefined : lt(accessRequests.id, last)))
      .orderBy(desc(accessRequests.id))
      .limit(ROWS_AT_ONCE);
    if (rows.length > 0) yield rows.map((row) => `${csvLine(cellsOf(row))}\r\n`).join('');
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows.at(-1)!.id;
  }
}

function cellsOf(row: AccessRequest): (string | number | null)[] {
  return [
    ...[row.id, row.state, iso(row.createdAt), row.source, row.requesterName, row.beneficiaryName],
    ...[row.beneficiaryEmail, row.reason, row.minutes, row.deviceName ?? row.deviceId, row.deviceSerial],
    ...[row.storeName, row.storeBy, row.decidedBy?.name ?? null, iso(row.decidedAt), row.decisionNote],
    ...[iso(row.askedAt), iso(row.grantedAt), iso(row.endsAt), iso(row.revokedAt), row.attempts],
    ...[row.lateAt ? 'late' : null, standingOf(row), iso(row.lastContactAt), row.note],
  ];
}

const iso = (at: Date | null) => at?.toISOString() ?? null;
