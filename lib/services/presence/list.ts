import type { Onlooker } from '../../domain/views/collaboration.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { onlookersOf } from './onlookers.ts';

/** Who looks at a case now. */
export async function listOnlookers({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string };
}): Promise<{ items: Onlooker[] }> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  return { items: await onlookersOf(ctx.db, of.id, ctx.now) };
}
