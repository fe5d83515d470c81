import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { deliveries } from '../../db/schema/index.ts';
import type { Page } from '../../domain/views/common.ts';
import { type DeliveryListItem, DeliveryOutcome } from '../../domain/views/intake.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, pageFrom, paging, parse } from '../kernel/index.ts';
import { itemOf, ledTo, listed } from './fetch.ts';

export const DeliveryQuery = z.strictObject({
  ...paging,
  connector: z.string().max(80).optional(),
  vendor: z.string().max(80).optional(),
  outcome: DeliveryOutcome.optional(),
});
export type DeliveryQuery = z.input<typeof DeliveryQuery>;

/** What vendors sent, newest first. */
export async function listDeliveries({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: DeliveryQuery;
}): Promise<Page<DeliveryListItem>> {
  authorize(ctx.actor, 'delivery.read');
  const { limit, cursor: after, connector, vendor, outcome } = parse(DeliveryQuery, input);
  const cursor = decodeCursor(after, ['integer']);
  const where = and(
    connector ? eq(deliveries.connectorId, connector) : undefined,
    vendor ? eq(deliveries.vendor, vendor) : undefined,
    outcome ? eq(deliveries.outcome, outcome) : undefined,
  );
  const [rows, count] = await Promise.all([
    ctx.db
      .select(listed)
      .from(deliveries)
      .where(and(where, cursor && lt(deliveries.seq, Number(cursor[0]))))
      .orderBy(desc(deliveries.seq))
      .limit(limit + 1),
    countUpTo(ctx.db, sql`${deliveries}`, where),
  ]);
  const led = await ledTo(
    ctx,
    rows.map(({ id }) => id),
  );
  return pageFrom(
    rows,
    limit,
    (row) => [row.seq],
    (shown) => shown.map((row) => itemOf(row, led.get(row.id)!)),
    count,
  );
}
