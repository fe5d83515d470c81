import { eq } from 'drizzle-orm';
import { closingMacros } from '../../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, isUuid, transact, writeAudit } from '../kernel/index.ts';

/** Removes a shared ending; cases that were closed with it keep their summaries. */
export async function removeMacro({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  authorize(ctx.actor, 'macro.write');
  if (!isUuid(input.id)) throw notFound('The ending');
  await transact(ctx, 'macros.remove', async (tx) => {
    const [gone] = await tx.tx.delete(closingMacros).where(eq(closingMacros.id, input.id)).returning();
    if (!gone) throw notFound('The ending');
    const { title, verdict, summary } = gone;
    await writeAudit(tx, {
      action: 'macro.remove',
      entity: 'closing_macro',
      entityId: gone.id,
      diff: { macro: { from: { title, verdict, summary }, to: null } },
    });
  });
}
