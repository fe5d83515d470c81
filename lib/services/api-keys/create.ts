import { newId } from '../../db/id.ts';
import { apiKeys } from '../../db/schema/index.ts';
import { ApiKeyInput } from '../../domain/member.ts';
import type { ApiKeyCreated } from '../../domain/views/member.ts';
import { authorize, type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
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
        createdAt: tx.now,
        expiresAt,
      })
      .returning();
    const diff = { name: { from: null, to: fields.name }, role: { from: null, to: fields.role } };
    await writeAudit(tx, { action: 'api_key.create', entity: 'api_key', entityId: made!.id, diff });
    return { ...apiKeyView(made!), key };
  });
}
