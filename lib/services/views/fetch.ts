import { and, eq, or, type SQL } from 'drizzle-orm';
import { type CaseViewRow, caseViews } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { conflict, forbidden, notFound } from '../errors.ts';
import { codeOf, isUuid, type TxCtx } from '../kernel/index.ts';
import { mayChange } from './view.ts';

/** The WHERE of the views that an actor sees: shared ones and his own. */
export function visibleViews(actor: Actor): SQL | undefined {
  const shared = eq(caseViews.shared, true);
  return actor.kind === 'user' ? or(shared, eq(caseViews.ownerId, actor.id)) : shared;
}

/** A view to be changed, locked. Throws `not_found` for what the actor does not see, `forbidden` for what he may not change. */
export async function lockView(ctx: TxCtx, id: string): Promise<CaseViewRow> {
  const [found] = isUuid(id)
    ? await ctx.tx
        .select()
        .from(caseViews)
        .where(and(eq(caseViews.id, id), visibleViews(ctx.actor)))
        .for('update')
    : [];
  if (!found) throw notFound('That view');
  if (!mayChange(ctx.actor, found)) throw forbidden(`The view “${found.name}” is not yours. Save one of your own.`);
  return found;
}

/** Says in words what the unique indices refuse. */
export async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === '23505') throw conflict(`There is a view “${name}” already. Choose another name.`);
    throw error;
  }
}
