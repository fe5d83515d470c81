import { desc, eq } from 'drizzle-orm';
import { runbooks, runbookVersions } from '../../db/schema/index.ts';
import type { RunbookDetail } from '../../domain/views/settings.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { runbookView } from './view.ts';

/** A page shows no more; older ones stay with their cases. */
const MOST_VERSIONS = 100;

/** A runbook as it is now, with its newest 100 earlier versions. */
export async function getRunbook({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<RunbookDetail> {
  authorize(ctx.actor, 'runbook.read');
  const [row] = await ctx.db.select().from(runbooks).where(eq(runbooks.key, input.key));
  if (!row) throw notFound('The runbook');
  const earlier = await ctx.db
    .select()
    .from(runbookVersions)
    .where(eq(runbookVersions.key, row.key))
    .orderBy(desc(runbookVersions.version))
    .limit(MOST_VERSIONS);
  return {
    ...runbookView(row),
    earlier: earlier.map(({ key: _, replacedAt, ...version }) => ({
      ...version,
      replacedAt: replacedAt.toISOString(),
    })),
  };
}
