import { newId } from '../../db/id.ts';
import { caseViews } from '../../db/schema/index.ts';
import { ViewInput } from '../../domain/case-view.ts';
import type { SavedView } from '../../domain/views/case-list.ts';
import { invalid } from '../errors.ts';
import { authorize, type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
import { named } from './fetch.ts';
import { countOf } from './list.ts';
import { filterOf } from './query.ts';
import { ownerOf, savedView } from './view.ts';

/** Saves a view. Throws `invalid` for a query that the list does not know, `conflict` for a name that is taken. */
export async function createView({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<SavedView> {
  authorize(ctx.actor, 'view.write');
  const fields = parse(ViewInput, input);
  if (fields.shared) authorize(ctx.actor, 'view.share');
  const ownerId = ctx.actor.kind === 'user' ? ctx.actor.id : null;
  if (!ownerId && !fields.shared)
    throw invalid([{ pointer: '/shared', message: 'An API key has no views of its own. Share it: {"shared": true}.' }]);
  filterOf(fields.query);
  const row = await named(fields.name, () =>
    transact(ctx, 'views.create', async (tx) => {
      const [made] = await tx.tx
        .insert(caseViews)
        .values({ id: newId(), ownerId, ...fields, createdAt: tx.now, updatedAt: tx.now })
        .returning();
      const diff = { name: { from: null, to: made!.name }, query: { from: null, to: made!.query } };
      await writeAudit(tx, { action: 'view.create', entity: 'view', entityId: made!.id, diff });
      return { ...made!, updatedAt: tx.now };
    }),
  );
  // A repeated request finds its answer as JSON: the date is text there.
  const view = { ...row, updatedAt: new Date(row.updatedAt) };
  return savedView(ctx.actor, view, await ownerOf(ctx.db, view), await countOf(ctx, view.query));
}
