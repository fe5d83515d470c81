import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { reports } from '../../db/schema/index.ts';
import { isZone } from '../../domain/figures/days.ts';
import { lastWeek } from '../../domain/figures/period.ts';
import type { ReportListItem } from '../../domain/views/figures.ts';
import { causesOf } from '../figures/causes.ts';
import { SlaQuery } from '../figures/query.ts';
import { NOT_FOR_ALL, scopeOf } from '../figures/scope.ts';
import { summaryOf } from '../figures/summary.ts';
import { authorize, type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
import { reportItem } from './view.ts';

export const WeeklyReport = z.strictObject({
  /** Where the week begins on Monday at midnight: an IANA time zone. */
  zone: z.string().max(64).refine(isZone, 'Write an IANA time zone, such as Europe/Rome.').default('UTC'),
});

/**
 * Keeps the figures of the last whole week of a zone, of the cases that everybody may read: it is read by everybody, for ever. A week has one
 * report: asked for again, it answers the one that there is.
 */
export async function makeWeeklyReport({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<ReportListItem> {
  authorize(ctx.actor, 'report.write');
  const { zone } = parse(WeeklyReport, input);
  const { from, to } = lastWeek(zone, ctx.now);
  const same = and(eq(reports.kind, 'weekly'), eq(reports.from, from), eq(reports.to, to));
  const [before] = await ctx.db.select().from(reports).where(same);
  if (before) return reportItem(before);

  const query = SlaQuery.parse({ from: from.toISOString(), to: to.toISOString(), zone, compare: 'previous' });
  const scope = await scopeOf(ctx.db, ctx.actor, {}, NOT_FOR_ALL);
  const [summary, causes] = [
    await summaryOf(ctx.db, query, scope, ctx.now),
    await causesOf(ctx.db, { from, to }, scope),
  ];
  return transact(ctx, `reports.make-weekly.${from.toISOString()}`, async (tx) => {
    const [made] = await tx.tx
      .insert(reports)
      .values({ id: newId(), kind: 'weekly', from, to, zone, snapshot: { summary, causes }, createdAt: tx.now })
      .onConflictDoNothing()
      .returning();
    if (made)
      await writeAudit(tx, {
        action: 'report.make',
        entity: 'report',
        entityId: made.id,
        diff: { period: { from: null, to: `${from.toISOString()}/${to.toISOString()}` } },
      });
    const [kept] = made ? [made] : await tx.tx.select().from(reports).where(same);
    return reportItem(kept!);
  });
}
