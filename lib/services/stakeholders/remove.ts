import { eq } from 'drizzle-orm';
import { stakeholders } from '../../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, diffOf, isUuid, transact, writeAudit } from '../kernel/index.ts';

/** Removes a rule: those whom it names hear no more of its cases by it. */
export async function removeStakeholders({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  if (!isUuid(input.id)) throw notFound('The rule');
  await transact(ctx, 'stakeholders.remove', async (tx) => {
    const [gone] = await tx.tx.delete(stakeholders).where(eq(stakeholders.id, input.id)).returning();
    if (!gone) throw notFound('The rule');
    const { id, createdAt: _, updatedAt: __, ...rule } = gone;
    const diff = diffOf(rule, Object.fromEntries(Object.keys(rule).map((name) => [name, null])));
    await writeAudit(tx, { action: 'stakeholders.remove', entity: 'stakeholders', entityId: id, diff });
  });
}
