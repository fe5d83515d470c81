import { eq } from 'drizzle-orm';
import { caseViews } from '../../db/schema/index.ts';
import { ViewPatch } from '../../domain/case-view.ts';
import type { SavedView } from '../../domain/views/case-list.ts';
import { invalid } from '../errors.ts';
import { authorize, type Ctx, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { lockView, named } from './fetch.ts';
import { countOf } from './list.ts';
import { filterOf } from './query.ts';
import { ownerOf, savedView } from './view.ts';

/** Changes a view: one's own, or as a lead a shared one. */
export async function updateView({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: unknown };
}): Promise<SavedView> {
  authorize(ctx.actor, 'view.write');
  const patch = parse(ViewPatch, input.patch);
  if (patch.query !== undefined) filterOf(patch.query);
  const row = await named(patch.name ?? '', () =>
    transact(ctx, 'views.update', async (tx) => {
      const before = await lockView(tx, input.id);
      if (patch.shared !== undefined && patch.shared !== before.shared) authorize(tx.actor, 'view.share');
      if (patch.shared === false && before.ownerId === null)
        throw invalid([{ pointer: '/shared', message: 'Nobody owns this view: it can only be shared.' }]);
      const diff = diffOf(before, patch);
      if (Object.keys(diff).length === 0) return before;
      const [after] = await tx.tx
        .update(caseViews)
        .set({ ...patch, updatedAt: tx.now })
        .where(eq(caseViews.id, before.id))
        .returning();
      await writeAudit(tx, { action: 'view.update', entity: 'view', entityId: before.id, diff });
      return after!;
    }),
  );
  return savedView(ctx.actor, row, await ownerOf(ctx.db, row), await countOf(ctx, row.query));
}
