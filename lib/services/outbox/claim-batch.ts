import { and, asc, isNull, lte, or, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type OutboxRow, outbox } from '../../db/schema/index.ts';

/**
 * The oldest events that are to be sent, at most `limit`, locked until the transaction ends; those that another one has are left out. One that
 * waits for its time holds back what was written after it about the same case: automations hear of a case in order.
 */
export function claimBatch(tx: Tx, limit: number, now = new Date()): Promise<OutboxRow[]> {
  return tx
    .select()
    .from(outbox)
    .where(
      and(
        isNull(outbox.sentAt),
        isNull(outbox.failed),
        or(isNull(outbox.notBefore), lte(outbox.notBefore, now)),
        sql`not exists (
          select from outbox held where held.case_id = ${outbox.caseId} and held.seq < ${outbox.seq}
            and held.sent_at is null and held.not_before is not null and held.failed is null
            and held.not_before > ${now.toISOString()}::timestamptz)`,
      ),
    )
    .orderBy(asc(outbox.seq))
    .limit(limit)
    .for('update', { skipLocked: true });
}
