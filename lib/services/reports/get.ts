import { eq } from 'drizzle-orm';
import { reports } from '../../db/schema/index.ts';
import type { ReportView } from '../../domain/views/figures.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, isUuid } from '../kernel/index.ts';
import { reportItem } from './view.ts';

/** A report with its figures, as they stood when it was made. */
export async function getReport({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ReportView> {
  authorize(ctx.actor, 'report.read');
  const [found] = isUuid(input.id) ? await ctx.db.select().from(reports).where(eq(reports.id, input.id)) : [];
  if (!found) throw notFound(`The report ${input.id}`);
  // A report's kind says what it kept.
  return { ...reportItem(found), snapshot: found.snapshot } as ReportView;
}
