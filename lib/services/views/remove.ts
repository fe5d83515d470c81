import { eq } from 'drizzle-orm';
import { caseViews } from '../../db/schema/index.ts';
import { authorize, type Ctx, transact, writeAudit } from '../kernel/index.ts';
import { lockView } from './fetch.ts';

/** Removes a view: one's own, or as a lead a shared one. */
export async function removeView({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  authorize(ctx.actor, 'view.write');
  await transact(ctx, 'views.remove', async (tx) => {
    const view = await lockView(tx, input.id);
    await tx.tx.delete(caseViews).where(eq(caseViews.id, view.id));
    const diff = { name: { from: view.name, to: null }, query: { from: view.query, to: null } };
    await writeAudit(tx, { action: 'view.remove', entity: 'view', entityId: view.id, diff });
  });
}
