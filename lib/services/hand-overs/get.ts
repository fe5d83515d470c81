import { and, eq } from 'drizzle-orm';
import { handOvers } from '../../db/schema/index.ts';
import type { HandOverView } from '../../domain/views/hand-over.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, isUuid } from '../kernel/index.ts';
import { visibleHandOvers } from './fetch.ts';
import { handOverViews } from './view.ts';

export async function getHandOver({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<HandOverView> {
  authorize(ctx.actor, 'hand_over.read');
  const found = isUuid(input.id)
    ? await ctx.db
        .select()
        .from(handOvers)
        .where(and(eq(handOvers.id, input.id), visibleHandOvers(ctx.actor)))
    : [];
  const [view] = await handOverViews(ctx.db, ctx, found);
  if (!view) throw notFound('The hand-over');
  return view;
}
