import { inArray } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { outbox } from '../../db/schema/index.ts';

/** The engine has the events. */
export async function markSent(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length > 0) await tx.update(outbox).set({ sentAt: now }).where(inArray(outbox.id, ids));
}
