import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type AccessRequest, accessRequests } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { accessTo } from '../../domain/permissions.ts';
import { notFound } from '../errors.ts';
import { isUuid, type TxCtx } from '../kernel/index.ts';

/** The WHERE of "requests this actor may see": one's own, asked or to be had; who decides sees all. Undefined: all. */
export function visibleRequests(actor: Actor): SQL | undefined {
  if (actor.kind !== 'user' && actor.kind !== 'api_key') return undefined;
  if (accessTo(actor.role, 'access.read_all') === 'yes') return undefined;
  const asked = eq(accessRequests.requesterId, actor.id);
  return actor.kind === 'user' ? or(asked, eq(accessRequests.beneficiaryId, actor.id)) : (asked ?? sql`false`);
}

/** The request, within what the actor may see; throws `not_found` otherwise. */
export async function findRequest(db: Db | Tx, actor: Actor, id: string): Promise<AccessRequest> {
  const [found] = isUuid(id)
    ? await db
        .select()
        .from(accessRequests)
        .where(and(eq(accessRequests.id, id), visibleRequests(actor)))
    : [];
  if (!found) throw notFound('The access request');
  return found;
}

/** The same, locked until the transaction ends: of two who decide at once the second one finds what the first one did. */
export async function lockRequest(ctx: TxCtx, id: string): Promise<AccessRequest> {
  const [found] = isUuid(id)
    ? await ctx.tx
        .select()
        .from(accessRequests)
        .where(and(eq(accessRequests.id, id), visibleRequests(ctx.actor)))
        .for('update')
    : [];
  if (!found) throw notFound('The access request');
  return found;
}
