import { eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx } from '../kernel/index.ts';

/** The AI analyst, who exists from the first start. */
export async function findScout({ ctx }: { ctx: Ctx }): Promise<{ id: string; name: string }> {
  authorize(ctx.actor, 'member.read');
  const [scout] = await ctx.db
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(eq(members.kind, 'ai'))
    .limit(1);
  if (!scout) throw notFound('Scout');
  return scout;
}
