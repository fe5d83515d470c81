import { eq } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { connectors } from '../../db/schema/index.ts';

/** Keeps that the vendor has asked our hook to prove itself, and proved itself by the secret. */
export async function markHookVerified(db: Db, { id, at }: { id: string; at: Date }): Promise<void> {
  await db.update(connectors).set({ hookVerifiedAt: at }).where(eq(connectors.id, id));
}
