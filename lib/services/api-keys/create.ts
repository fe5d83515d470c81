import { eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { apiKeys } from '../../db/schema/index.ts';
import { ApiKeyInput } from '../../domain/member.ts';
import type { ApiKeyCreated } from '../../domain/views/member.ts';
import { authorize, type Ctx, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { apiKeyView, expiryOf, hashKey, makeKey, prefixOf } from './key.ts';

/** Makes an API key. The answer is the only place where it is ever shown. */
export async function createApiKey({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<ApiKeyCreated> {
  authorize(ctx.actor, 'api_key.write');
  const fields = parse(ApiKeyInput, input);
  const expiresAt = expiryOf(fields.expiresAt, ctx.now);
  const key = makeKey();
  return transact(ctx, 'api-keys.create', async (tx) => {
    const [made] = await tx.tx
      .insert(apiKeys)
      .values({
        id: newId(),
        name: fields.name,
        role: fields.role,
        hash: hashKey(key),
        prefix: prefixOf(key),
        createdBy: tx.actor.name,
        ownerId: await ownerOf(tx),
        createdAt: tx.now,
        expiresAt,
      })
      .returning();
    const diff = { name: { from: null, to: fields.name }, role: { from: null, to: fields.role } };
    await writeAudit(tx, { action: 'api_key.create', entity: 'api_key', entityId: made!.id, diff });
    return { ...apiKeyView(made!), key };
  });
}

/** A key made with a key is its owner's too: nobody gets rid of his name by making another one. */
async function ownerOf({ tx, actor }: TxCtx): Promise<string | null> {
  if (actor.kind === 'user') return actor.id;
  if (actor.kind !== 'api_key') return null;
  const [key] = await tx.select({ ownerId: apiKeys.ownerId }).from(apiKeys).where(eq(apiKeys.id, actor.id));
  return key?.ownerId ?? null;
}
