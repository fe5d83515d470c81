import type { Report } from '../../db/schema/index.ts';
import { dateIn } from '../../domain/figures/days.ts';
import type { ReportListItem } from '../../domain/views/figures.ts';

/** A report as a list shows it; its title names the days of its own zone. */
export function reportItem({ id, kind, from, to, zone, createdAt }: Omit<Report, 'snapshot'>): ReportListItem {
  const lastDay = dateIn(zone, new Date(to.getTime() - 1));
  return {
    id,
    kind,
    title: `Week of ${dateIn(zone, from)} to ${lastDay}`,
    from: from.toISOString(),
    to: to.toISOString(),
    zone,
    createdAt: createdAt.toISOString(),
  };
}
