import { desc, eq, inArray } from 'drizzle-orm';
import { cases, scoutWorks } from '../../db/schema/index.ts';
import type { InvestigationView } from '../../domain/views/scout.ts';
import { familyOf } from '../cases/family.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { investigationView, SHOWN } from './view.ts';
import { withoutUnseen } from './without-unseen.ts';

/** A case is worked once, and again only where a person gives it back. */
const MOST = 20;

/** Scout's investigations of a case and of what was merged into it, the latest first. Errors: `not_found`. */
export async function listInvestigations({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string };
}): Promise<{ items: InvestigationView[] }> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  const ids = await familyOf(ctx.db, of.id);
  const shown = await ctx.db
    .select(SHOWN)
    .from(scoutWorks)
    .innerJoin(cases, eq(cases.id, scoutWorks.caseId))
    .where(inArray(scoutWorks.caseId, ids))
    .orderBy(desc(scoutWorks.id))
    .limit(MOST);
  if (shown.length === 0) return { items: [] };
  const rows = await ctx.db
    .select()
    .from(scoutWorks)
    .where(
      inArray(
        scoutWorks.id,
        shown.map(({ id }) => id),
      ),
    );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const views = shown.map((one) => investigationView(byId.get(one.id)!, one));
  return { items: await withoutUnseen(ctx, views) };
}

/** One of them by its id, for who has just changed it. */
export async function investigationOf(ctx: Ctx, id: string): Promise<InvestigationView> {
  const [shown] = await ctx.db
    .select(SHOWN)
    .from(scoutWorks)
    .innerJoin(cases, eq(cases.id, scoutWorks.caseId))
    .where(eq(scoutWorks.id, id));
  const [row] = await ctx.db.select().from(scoutWorks).where(eq(scoutWorks.id, id));
  const [view] = await withoutUnseen(ctx, [investigationView(row!, shown!)]);
  return view!;
}
