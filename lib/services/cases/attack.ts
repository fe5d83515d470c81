import { and, asc, eq, sql } from 'drizzle-orm';
import { alertDetails, caseEvents } from '../../db/schema/index.ts';
import type { AttackStep } from '../../domain/views/collaboration.ts';
import type { Page } from '../../domain/views/common.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, parse } from '../kernel/index.ts';
import { findCase } from './fetch.ts';
import { PageQuery } from './streams.ts';

/** What our analysis of the alert's command lines came to. */
const ANALYSED = sql<string[]>`array(
  select distinct technique from jsonb_array_elements(coalesce(${alertDetails.commands}, '[]')) look,
    jsonb_array_elements_text(look -> 'techniques') technique
  where look ->> 'verdict' in ('malicious', 'suspicious') order by technique
)`;

/** The attack as the vendors' events tell it: by their own time, oldest first, without their bodies. */
export async function listAttack({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; query: unknown };
}): Promise<Page<AttackStep>> {
  authorize(ctx.actor, 'case.read');
  const query = parse(PageQuery, input.query);
  const of = await findCase(ctx.db, ctx, input.key);
  const where = eq(caseEvents.caseId, of.id);
  const cursor = decodeCursor(query.cursor, ['moment', 'uuid']);
  const rows = await ctx.db
    .select({
      id: caseEvents.id,
      at: caseEvents.at,
      receivedAt: caseEvents.receivedAt,
      vendor: caseEvents.vendor,
      title: caseEvents.title,
      techniques: caseEvents.techniques,
      analysed: ANALYSED,
    })
    .from(caseEvents)
    .leftJoin(
      alertDetails,
      and(eq(alertDetails.vendor, caseEvents.vendor), eq(alertDetails.vendorId, caseEvents.vendorId)),
    )
    .where(
      and(where, cursor && sql`(${caseEvents.at}, ${caseEvents.id}) > (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`),
    )
    .orderBy(asc(caseEvents.at), asc(caseEvents.id))
    .limit(query.limit + 1);
  const count = await countUpTo(ctx.db, sql`${caseEvents}`, where);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.at.toISOString(), row.id],
    (shown) => shown.map((row) => ({ ...row, at: row.at.toISOString(), receivedAt: row.receivedAt.toISOString() })),
    count,
  );
}
