import { eq } from 'drizzle-orm';
import { stakeholders } from '../../db/schema/index.ts';
import { StakeholdersPatch } from '../../domain/notifications/index.ts';
import type { StakeholdersView } from '../../domain/views/notice.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, diffOf, isUuid, parse, transact, writeAudit } from '../kernel/index.ts';
import { requireSomebody, stakeholdersViews } from './view.ts';

/** Changes who has a stake in which cases. Errors: `not_found`, `invalid` where it would tell nobody. */
export async function updateStakeholders({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: unknown };
}): Promise<StakeholdersView> {
  authorize(ctx.actor, 'settings.write');
  const patch = parse(StakeholdersPatch, input.patch);
  if (!isUuid(input.id)) throw notFound('The rule');
  return transact(ctx, 'stakeholders.update', async (tx) => {
    const one = eq(stakeholders.id, input.id);
    const [before] = await tx.tx.select().from(stakeholders).where(one).for('update');
    if (!before) throw notFound('The rule');
    const change = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const diff = diffOf(before, change);
    if (Object.keys(diff).length === 0) return (await stakeholdersViews(tx.tx, [before]))[0]!;
    await requireSomebody(tx.tx, { ...before, ...change });
    const [after] = await tx.tx
      .update(stakeholders)
      .set({ ...change, updatedAt: tx.now })
      .where(one)
      .returning();
    await writeAudit(tx, { action: 'stakeholders.update', entity: 'stakeholders', entityId: before.id, diff });
    return (await stakeholdersViews(tx.tx, [after!]))[0]!;
  });
}
