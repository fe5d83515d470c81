import type { FigureId } from '#lib/domain/figures/catalogue.ts';
import type { Work } from '#lib/domain/figures/milestone.ts';
import { SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import { GROUPINGS, type Grouping } from '#lib/domain/views/figures.ts';
import { addressOf, type CaseFilters } from '../cases-list/filters.ts';
import type { Params } from '../query/api.ts';

/** The dashboard’s own address: each an empty text where nothing is chosen. */
export const DASHBOARD_PARAMS = [
  'range',
  'from',
  'to',
  'zone',
  'compare',
  'groupBy',
  'severity',
  'category',
  'source',
  'store',
  'assignee',
] as const;
export type DashboardParams = Record<(typeof DASHBOARD_PARAMS)[number], string>;

export const RANGES = [7, 30, 90, 365] as const;
const DEFAULT_RANGE = 30;

/** How many days the range has; null where dates are named. */
export function daysOf({ range, from, to }: Pick<DashboardParams, 'range' | 'from' | 'to'>): number | null {
  if (from && to) return null;
  return RANGES.find((days) => `${days}d` === range) ?? DEFAULT_RANGE;
}

/** The API’s parameters at a date of the zone; `groupBy` only where the answer is by group. */
export function apiParams(params: DashboardParams, today: string, zone: string): Params {
  const days = daysOf(params);
  const first = new Date(Date.parse(`${today}T00:00:00Z`) - ((days ?? 1) - 1) * 86_400_000).toISOString().slice(0, 10);
  return {
    from: days ? first : params.from,
    to: days ? today : params.to,
    zone,
    severity: params.severity,
    category: params.category,
    source: params.source,
    store: params.store,
    assignee: params.assignee,
  };
}

export function groupingOf(params: Pick<DashboardParams, 'groupBy'>): Grouping {
  return GROUPINGS.find((grouping) => grouping === params.groupBy) ?? 'severity';
}

type Dimensions = Pick<DashboardParams, 'severity' | 'category' | 'source' | 'store' | 'assignee'>;

/** Where the list of a figure’s cases is: the same dimensions, the same bounds, and cases that have ended too. */
export function figureHref(
  figure: FigureId,
  dimensions: Dimensions,
  of: { from?: string; to?: string; work?: Work; group?: { by: Grouping; key: string | null } } = {},
): string {
  const filters: Partial<CaseFilters> = { figure, figureFrom: of.from ?? null, figureTo: of.to ?? null };
  if (of.work) filters.work = of.work;
  const chosen: Record<string, string> = { ...dimensions };
  if (of.group) chosen[of.group.by] = of.group.key ?? 'none';
  const severity = SEVERITIES.find((one) => one === chosen.severity) as Severity | undefined;
  return addressOf({
    ...filters,
    severity: severity ? [severity] : [],
    category: listOf(chosen.category),
    source: listOf(chosen.source),
    store: listOf(chosen.store),
    assignee: listOf(chosen.assignee),
    state: listOf(chosen.state),
    open: false,
  });
}

const listOf = (value: string | undefined) => (value ? [value] : []);
