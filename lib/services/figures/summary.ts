import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { daysBetween } from '../../domain/figures/days.ts';
import type { Period } from '../../domain/figures/period.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { AGES, type SlaSummary } from '../../domain/views/figures.ts';
import { authorize, type Ctx, parse } from '../kernel/index.ts';
import { bucketsOf } from './buckets.ts';
import { groupColumns, groupFigures } from './groups.ts';
import { inLanes } from './lanes.ts';
import { overdueAt } from './overdue-at.ts';
import { dayFigures, openAt, periodFigures } from './period-figures.ts';
import { periodsOf, SlaQuery } from './query.ts';
import { type Scope, scopeOf } from './scope.ts';
import { type Stock, type StockRow, stockRows, totalOf } from './stock.ts';
import { tally } from './tally.ts';

/** Queries of one reader at once. */
const LANES = 3;

/** The figures of the cases that the reader may see. Throws `invalid` for a period that is none. */
export async function slaSummary({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<SlaSummary> {
  authorize(ctx.actor, 'figure.read');
  const query = parse(SlaQuery, input);
  return summaryOf(ctx.db, query, await scopeOf(ctx.db, ctx.actor, query), ctx.now);
}

/** The same for a scope that the caller has decided on. */
export async function summaryOf(db: Db, query: SlaQuery, scope: Scope, now: Date): Promise<SlaSummary> {
  const { period, compared } = periodsOf(query, now);
  const days = daysBetween(query.zone, period.from, period.to);
  const columns = groupColumns(query.groupBy);
  const grouped = { scope, buckets: bucketsOf(days, period, compared), group: sql`${columns.milestones}` };
  // Those that make the backlog are counted until now.
  const flow = { scope, buckets: bucketsOf(days, period, compared, now) };
  const [
    resolved,
    resolveTarget,
    acknowledgeTarget,
    acknowledged,
    openedRows,
    stock,
    contained,
    reopened,
    merged,
    ends,
  ] = await inLanes(db, LANES, [
    (tx) => tally(tx, 'resolved', { ...flow, group: grouped.group }),
    (tx) => tally(tx, 'resolve_target', grouped),
    (tx) => tally(tx, 'acknowledge_target', grouped),
    (tx) => tally(tx, 'acknowledged', grouped),
    (tx) => tally(tx, 'opened', flow),
    (tx) => stockRows(tx, scope, now, sql`${columns.cases}`),
    (tx) => tally(tx, 'contained', { scope, buckets: grouped.buckets }),
    (tx) => tally(tx, 'reopened', flow),
    (tx) => tally(tx, 'merged', flow),
    (tx) => overdueAtEnds(tx, scope, [period, compared], now),
  ] as const);
  const tallies = {
    opened: openedRows,
    acknowledged,
    contained,
    resolved,
    reopened,
    merged,
    acknowledge_target: acknowledgeTarget,
    resolve_target: resolveTarget,
  };
  const total = totalOf(stock);
  const backlogAt = (moment: Date) => openAt(moment, total.open, tallies, days);
  return {
    at: now.toISOString(),
    zone: query.zone,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    compared: compared && { from: compared.from.toISOString(), to: compared.to.toISOString() },
    groupBy: query.groupBy,
    now: nowFigures(total),
    period: periodFigures(tallies, (place) => typeof place === 'number', {
      openAtEnd: backlogAt(period.to),
      breachedAtEnd: ends[0] ?? total.breached,
    }),
    previous:
      compared &&
      periodFigures(tallies, (place) => place === 'compared', {
        openAtEnd: backlogAt(compared.to),
        breachedAtEnd: ends[1] ?? total.breached,
      }),
    days: days.map((day, index) => dayFigures(tallies, day, index, day.from <= now ? backlogAt(day.to) : null)),
    ageing: ageingOf(stock),
    groups: await groupFigures(db, query.groupBy, stock, tallies),
  };
}

/** Of each period that is over, how many were overdue when it ended. */
async function overdueAtEnds(tx: Tx, scope: Scope, periods: (Period | null)[], now: Date): Promise<(number | null)[]> {
  const found: (number | null)[] = [];
  for (const period of periods) found.push(period && period.to <= now ? await overdueAt(tx, scope, period.to) : null);
  return found;
}

function nowFigures({ nextDueAt, oldestDueAt, ...counts }: Stock): SlaSummary['now'] {
  return { ...counts, nextDueAt: nextDueAt?.toISOString() ?? null, oldestDueAt: oldestDueAt?.toISOString() ?? null };
}

function ageingOf(stock: readonly StockRow[]): SlaSummary['ageing'] {
  const open = (severity: string, age: number) =>
    stock.find((row) => !row.byGroup && row.severity === severity && row.age === age)?.open ?? 0;
  return SEVERITIES.toReversed().map((severity) => ({
    severity,
    ages: Array.from({ length: AGES.length + 1 }, (_, age) => open(severity, age)),
  }));
}
