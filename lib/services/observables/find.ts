import { and, eq } from 'drizzle-orm';
import { type Observable, observables } from '../../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { type Ctx, isUuid } from '../kernel/index.ts';
import { visibleObservables } from './visible.ts';

/** The observable with an id, within what the actor may see; throws `not_found` otherwise. */
export async function findObservable(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<Observable> {
  const [found] = isUuid(id)
    ? await ctx.db
        .select()
        .from(observables)
        .where(and(eq(observables.id, id), visibleObservables(ctx.actor)))
    : [];
  if (!found) throw notFound('The observable');
  return found;
}
