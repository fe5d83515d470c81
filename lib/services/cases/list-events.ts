import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { alertDetails, caseEvents, deliveries } from '../../db/schema/index.ts';
import { shownDetails } from '../../domain/intel/alert-lists.ts';
import type { EventDetails } from '../../domain/views/alert-details.ts';
import type { CaseEventView } from '../../domain/views/case.ts';
import type { Page } from '../../domain/views/common.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, may, pageFrom, parse } from '../kernel/index.ts';
import { findCase } from './fetch.ts';
import { PageQuery } from './streams.ts';

/** A vendor's body may have 8 MB and a page 200 of them: it ends where their raw JSON would grow past this. */
const MAX_RAW_BYTES = 4 * 1024 * 1024;

/**
 * The vendor's events of a case by their own time, newest first, with the raw JSON for who may read bodies. A page is shorter than asked for
 * where its raw JSON together would be larger than 4 MB; one event is always in it.
 */
export async function listCaseEvents({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; query: unknown };
}): Promise<Page<CaseEventView>> {
  authorize(ctx.actor, 'case.read');
  const query = parse(PageQuery, input.query);
  const of = await findCase(ctx.db, ctx, input.key);
  const where = eq(caseEvents.caseId, of.id);
  const cursor = decodeCursor(query.cursor, ['moment', 'uuid']);
  const { raw, caseId, ...columns } = getTableColumns(caseEvents);
  const found = await ctx.db
    // The delivery says how large it was; reading the JSON for its size is what this is about to avoid.
    .select({ ...columns, bytes: sql<number>`coalesce(${deliveries.bytes}, octet_length(${raw}::text))::int` })
    .from(caseEvents)
    .leftJoin(deliveries, eq(deliveries.id, caseEvents.deliveryId))
    .where(
      and(where, cursor && sql`(${caseEvents.at}, ${caseEvents.id}) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`),
    )
    .orderBy(desc(caseEvents.at), desc(caseEvents.id))
    .limit(query.limit + 1);
  const withRaw = may(ctx.actor, 'delivery.read_body');
  const fitting = withRaw ? howManyFit(found) : found.length;
  const limit = Math.min(query.limit, fitting);
  const bodies = withRaw ? await rawOf(ctx, found.slice(0, limit)) : null;
  const details = await detailsOf(ctx, found.slice(0, limit));
  const count = await countUpTo(ctx.db, sql`${caseEvents}`, where);
  return pageFrom(
    found,
    limit,
    (row) => [row.at.toISOString(), row.id],
    (shown) =>
      shown.map(({ bytes: _, at, receivedAt, ...row }) => ({
        ...row,
        at: at.toISOString(),
        receivedAt: receivedAt.toISOString(),
        details: details.get(`${row.vendor} ${row.vendorId}`) ?? null,
        ...(bodies && { raw: bodies.get(row.id) }),
      })),
    count,
  );
}

function howManyFit(rows: { bytes: number }[]): number {
  let total = 0;
  const tooMany = rows.findIndex(({ bytes }, at) => {
    total += bytes;
    return at > 0 && total > MAX_RAW_BYTES;
  });
  return tooMany < 0 ? rows.length : tooMany;
}

/** What the vendor's API knows of them, by vendor and id. */
async function detailsOf(ctx: Ctx, rows: { vendor: string; vendorId: string }[]): Promise<Map<string, EventDetails>> {
  if (rows.length === 0) return new Map();
  const ids = [...new Set(rows.map(({ vendorId }) => vendorId))];
  const vendors = [...new Set(rows.map(({ vendor }) => vendor))];
  const found = await ctx.db
    .select()
    .from(alertDetails)
    .where(and(inArray(alertDetails.vendor, vendors), inArray(alertDetails.vendorId, ids)));
  return new Map(
    found.map(({ vendor, vendorId, details, commands, readAt }) => [
      `${vendor} ${vendorId}`,
      { ...shownDetails(details), commands, readAt: readAt.toISOString() },
    ]),
  );
}

async function rawOf(ctx: Ctx, rows: { id: string }[]): Promise<Map<string, unknown>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map(({ id }) => id);
  const found = await ctx.db
    .select({ id: caseEvents.id, raw: caseEvents.raw })
    .from(caseEvents)
    .where(inArray(caseEvents.id, ids));
  return new Map(found.map(({ id, raw }) => [id, raw]));
}
