import type { Report } from '../../db/schema/index.ts';
import { dateIn } from '../../domain/figures/days.ts';
import type { ReportListItem } from '../../domain/views/figures.ts';

/** A report as a list shows it; its title names the days of its own zone. */
export function reportItem({ id, kind, from, to, zone, createdAt }: Omit<Report, 'snapshot'>): ReportListItem {
  return {
    id,
    kind,
    title: titleOf({ kind, from, to, zone }),
    from: from.toISOString(),
    to: to.toISOString(),
    zone,
    createdAt: createdAt.toISOString(),
  };
}

export function titleOf({ kind, from, to, zone }: Pick<Report, 'kind' | 'from' | 'to' | 'zone'>): string {
  if (kind === 'health') return `Health check of ${dateIn(zone, to)}`;
  return `Week of ${dateIn(zone, from)} to ${dateIn(zone, new Date(to.getTime() - 1))}`;
}
