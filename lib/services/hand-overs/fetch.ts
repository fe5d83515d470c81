import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { type HandOver, handOvers } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { notFound } from '../errors.ts';
import { isUuid, type TxCtx } from '../kernel/index.ts';

/** The WHERE of "hand-overs this actor may see": one's own, either way; leads and administrators see all. Undefined: all. */
export function visibleHandOvers(actor: Actor): SQL | undefined {
  if (actor.kind !== 'user' && actor.kind !== 'api_key') return undefined;
  if (actor.role === 'admin' || actor.role === 'lead') return undefined;
  return actor.kind === 'user' ? or(eq(handOvers.fromId, actor.id), eq(handOvers.toId, actor.id)) : sql`false`;
}

/** The hand-over, locked until the transaction ends; `not_found` where the actor may not see it. */
export async function lockHandOver(ctx: TxCtx, id: string): Promise<HandOver> {
  const [found] = isUuid(id)
    ? await ctx.tx
        .select()
        .from(handOvers)
        .where(and(eq(handOvers.id, id), visibleHandOvers(ctx.actor)))
        .for('update')
    : [];
  if (!found) throw notFound('The hand-over');
  return found;
}
