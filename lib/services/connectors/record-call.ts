import { eq } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { connectors } from '../../db/schema/index.ts';

/** Keeps when an automation last called the vendor, and what went wrong (null: nothing). Does nothing for a connector without a row. */
export async function recordCall(db: Db, call: { id: string; at: Date; error: string | null }): Promise<void> {
  await db.update(connectors).set({ lastCallAt: call.at, lastCallError: call.error }).where(eq(connectors.id, call.id));
}
