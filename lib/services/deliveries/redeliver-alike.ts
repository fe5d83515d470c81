import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { deliveries } from '../../db/schema/index.ts';
import { authorize, type Ctx, parse, transact } from '../kernel/index.ts';
import { storeAgain } from './redeliver.ts';

const BATCH = 100;

export const RedeliverAlike = z.strictObject({
  connector: z.string().min(1).max(80),
  /** Only those in quarantine for this reason, word by word, at the first try or at a later one. */
  reason: z.string().min(1).max(2_000).optional(),
});

/**
 * Delivers again whatever of a connector is still quarantined (for one reason, where it is given), oldest first: what an administrator does once the mapping is mended. What
 * was delivered again with success is left alone, also when two people press at once.
 */
export async function redeliverAlike({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof RedeliverAlike>;
}): Promise<{ redelivered: number }> {
  authorize(ctx.actor, 'delivery.redeliver');
  const { connector, reason } = parse(RedeliverAlike, input);
  let redelivered = 0;
  for (let after = 0; ; ) {
    const batch = await transact(ctx, `deliveries.redeliver_alike.${after}`, async (tx) => {
      // A statement of its own: what the next one reads then includes what the holder before us has done.
      await tx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`redeliver/${connector}`}, 0))`);
      const rows = await tx.tx
        .select()
        .from(deliveries)
        .where(
          and(
            eq(deliveries.connectorId, connector),
            gt(deliveries.seq, after),
            stillQuarantined,
            reason === undefined ? undefined : quarantinedFor(reason),
          ),
        )
        .orderBy(asc(deliveries.seq))
        .limit(BATCH);
      for (const row of rows) await storeAgain(tx, row);
      return { count: rows.length, last: rows.at(-1)?.seq ?? after };
    });
    redelivered += batch.count;
    after = batch.last;
    if (batch.count < BATCH) return { redelivered };
  }
}

/** First deliveries that are quarantined and have no later one that is not. */
const stillQuarantined = and(
  eq(deliveries.outcome, 'quarantined'),
  isNull(deliveries.redeliveryOf),
  sql`not exists (
    select from deliveries again
    where again.redelivery_of = ${deliveries.id} and again.outcome <> 'quarantined')`,
);

const quarantinedFor = (reason: string) => sql`(${deliveries.reason} = ${reason} or exists (
  select from deliveries again where again.redelivery_of = ${deliveries.id} and again.reason = ${reason}))`;
