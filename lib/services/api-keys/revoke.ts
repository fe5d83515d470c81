import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { apiKeys } from '../../db/schema/index.ts';
import type { ApiKeyView } from '../../domain/views/member.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, transact, writeAudit } from '../kernel/index.ts';
import { apiKeyView } from './key.ts';

/** Ends a key at once; a second time changes nothing. */
export async function revokeApiKey({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ApiKeyView> {
  authorize(ctx.actor, 'api_key.write');
  const id = z.uuid().safeParse(input.id);
  if (!id.success) throw notFound('The API key');
  return transact(ctx, 'api-keys.revoke', async (tx) => {
    const [before] = await tx.tx.select().from(apiKeys).where(eq(apiKeys.id, id.data)).for('update');
    if (!before) throw notFound('The API key');
    if (before.revokedAt) return apiKeyView(before);
    const [after] = await tx.tx.update(apiKeys).set({ revokedAt: tx.now }).where(eq(apiKeys.id, before.id)).returning();
    const diff = { revokedAt: { from: null, to: tx.now.toISOString() } };
    await writeAudit(tx, { action: 'api_key.revoke', entity: 'api_key', entityId: before.id, diff });
    return apiKeyView(after!);
  });
}
