import { z } from 'zod';
import { Severity } from '../severity.ts';
import { Moment } from './common.ts';
import { HealthSnapshot } from './health.ts';

const count = z.number().int();

/** What the figures can be grouped by. */
export const GROUPINGS = ['severity', 'assignee', 'source', 'category', 'store', 'state'] as const;
export const Grouping = z.enum(GROUPINGS);
export type Grouping = z.infer<typeof Grouping>;

/** Targets that came to their end: kept in time, or missed. */
export const Kept = z.object({ met: count, breached: count });
export type Kept = z.infer<typeof Kept>;

/** How long something took, in seconds: of so many cases the mean, the median and the 90th percentile (nearest rank). */
export const Spread = z.object({
  count,
  mean: z.number().nullable(),
  median: count.nullable(),
  p90: count.nullable(),
});
export type Spread = z.infer<typeof Spread>;

/** People's work and automated work, apart. */
const apart = <S extends z.ZodType>(schema: S) => z.object({ people: schema, automated: schema });

/** What happened in a period. A case counts once in each figure, by the last milestone of its kind in the period. */
export const PeriodFigures = z.object({
  opened: count,
  acknowledge: apart(Kept),
  resolve: apart(Kept),
  acknowledged: Spread,
  contained: apart(Spread),
  resolved: apart(Spread),
  reopened: apart(count),
  /** Open, and overdue, when the period ended (now, where it has not ended). */
  openAtEnd: count,
  breachedAtEnd: count,
});
export type PeriodFigures = z.infer<typeof PeriodFigures>;

export const DayFigures = z.object({
  /** By the clocks of the zone. */
  date: z.string(),
  from: Moment,
  to: Moment,
  acknowledge: Kept,
  resolve: Kept,
  opened: count,
  resolved: count,
  reopened: count,
  /** Open when the day ended; null for days to come. */
  backlog: count.nullable(),
});
export type DayFigures = z.infer<typeof DayFigures>;

const NowFigures = z.object({
  open: count,
  unassigned: count,
  atRisk: count,
  breached: count,
  dueNext: count,
  /** Open cases that the AI analyst has. */
  withScout: count,
  /** When the next target is due, and since when the oldest overdue one is. */
  nextDueAt: Moment.nullable(),
  oldestDueAt: Moment.nullable(),
});

/** Upper limits of the age of an open case, in seconds; the last age has none. */
export const AGES = [4 * 3600, 24 * 3600, 72 * 3600] as const;

export const GroupFigures = z.object({
  /** The value of the dimension: a severity, a member’s id, a name; null where the case has none. */
  key: z.string().nullable(),
  name: z.string(),
  open: count,
  atRisk: count,
  breached: count,
  acknowledge: Kept,
  resolve: Kept,
  acknowledged: Spread,
  resolved: apart(Spread),
});
export type GroupFigures = z.infer<typeof GroupFigures>;

/** GET sla/summary: of the cases that the reader may see. */
export const SlaSummary = z.object({
  at: Moment,
  zone: z.string(),
  from: Moment,
  to: Moment,
  /** The period that `previous` is of. */
  compared: z.object({ from: Moment, to: Moment }).nullable(),
  groupBy: Grouping,
  now: NowFigures,
  period: PeriodFigures,
  previous: PeriodFigures.nullable(),
  days: z.array(DayFigures),
  /** Open cases by severity, each with its number of every age of {@link AGES} and one more for older ones. */
  ageing: z.array(z.object({ severity: Severity, ages: z.array(count) })),
  groups: z.array(GroupFigures),
});
export type SlaSummary = z.infer<typeof SlaSummary>;

/** GET sla/causes: why targets were missed, and which rules cry wolf. */
export const SlaCauses = z.object({
  from: Moment,
  to: Moment,
  /** Where the time of the missed resolve targets went, from start to breach: seconds over all cases. */
  waits: z.object({
    cases: count,
    seconds: z.object({ owner: count, analyst: count, scout: count, vendor: count, hold: count }),
  }),
  /** Resolved cases by the source's rule, those with most false positives first, at most 50. */
  rules: z.array(z.object({ source: z.string(), rule: z.string().nullable(), resolved: count, falsePositives: count })),
});
export type SlaCauses = z.infer<typeof SlaCauses>;

/** What a report keeps. */
export const ReportSnapshot = z.object({ summary: SlaSummary, causes: SlaCauses });
export type ReportSnapshot = z.infer<typeof ReportSnapshot>;

export const REPORT_KINDS = ['weekly', 'health'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const ReportListItem = z.object({
  id: z.string(),
  kind: z.enum(REPORT_KINDS),
  title: z.string(),
  from: Moment,
  to: Moment,
  zone: z.string(),
  createdAt: Moment,
});
export type ReportListItem = z.infer<typeof ReportListItem>;

export const ReportView = z.discriminatedUnion('kind', [
  z.object({ ...ReportListItem.shape, kind: z.literal('weekly'), snapshot: ReportSnapshot }),
  z.object({ ...ReportListItem.shape, kind: z.literal('health'), snapshot: HealthSnapshot }),
]);
export type ReportView = z.infer<typeof ReportView>;
