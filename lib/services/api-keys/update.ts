import { eq } from 'drizzle-orm';
import { apiKeys } from '../../db/schema/index.ts';
import { ApiKeyPatch } from '../../domain/member.ts';
import type { ApiKeyView } from '../../domain/views/member.ts';
import { conflict, notFound } from '../errors.ts';
import { authorize, type Ctx, diffOf, isUuid, parse, transact, writeAudit } from '../kernel/index.ts';
import { apiKeyView, expiryOf } from './key.ts';

/**
 * Changes a key's name or end, or ends it at once. Errors: `invalid`, `not_found`, `conflict` where a revoked key is to be changed;
 * revoking it again changes nothing.
 */
export async function updateApiKey({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: unknown };
}): Promise<ApiKeyView> {
  authorize(ctx.actor, 'api_key.write');
  const { revoked, ...patch } = parse(ApiKeyPatch, input.patch);
  expiryOf(patch.expiresAt, ctx.now);
  if (!isUuid(input.id)) throw notFound('The API key');
  return transact(ctx, 'api-keys.update', async (tx) => {
    const [before] = await tx.tx.select().from(apiKeys).where(eq(apiKeys.id, input.id)).for('update');
    if (!before) throw notFound('The API key');
    const change = { ...patch, ...(revoked && !before.revokedAt ? { revokedAt: tx.now } : {}) };
    const diff = diffOf(before, change);
    if (Object.keys(diff).length === 0) return apiKeyView(before);
    if (before.revokedAt) throw conflict('The key is revoked. Make a new one.');
    const [after] = await tx.tx.update(apiKeys).set(change).where(eq(apiKeys.id, before.id)).returning();
    const action = revoked ? 'api_key.revoke' : 'api_key.update';
    await writeAudit(tx, { action, entity: 'api_key', entityId: before.id, diff });
    return apiKeyView(after!);
  });
}
