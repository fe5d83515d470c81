import { and, asc, isNull } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type OutboxRow, outbox } from '../../db/schema/index.ts';

/** The oldest events that were not sent yet, at most `limit`, locked until the transaction ends; those that another one has are left out. */
export function claimBatch(tx: Tx, limit: number): Promise<OutboxRow[]> {
  return tx
    .select()
    .from(outbox)
    .where(and(isNull(outbox.sentAt), isNull(outbox.failed)))
    .orderBy(asc(outbox.seq))
    .limit(limit)
    .for('update', { skipLocked: true });
}
