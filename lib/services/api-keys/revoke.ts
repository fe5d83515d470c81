import type { ApiKeyView } from '../../domain/views/member.ts';
import type { Ctx } from '../kernel/index.ts';
import { updateApiKey } from './update.ts';

/** Ends a key at once; a second time changes nothing. */
export async function revokeApiKey({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ApiKeyView> {
  return updateApiKey({ ctx, input: { id: input.id, patch: { revoked: true } } });
}
