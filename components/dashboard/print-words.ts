import type { Period } from '#lib/domain/figures/period.ts';

/** What the figures can be narrowed to. */
export const DIMENSIONS = ['severity', 'category', 'source', 'store', 'assignee'] as const;

/** The first and the last day of a period, as the zone's clocks have them. */
export function printedDays({ from, to }: Period, zone: string): string {
  const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone });
  return days.formatRange(from, new Date(to.getTime() - 1));
}

/** A moment with the name of its zone. */
export function printedMoment(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long', timeZone: zone }).format(
    new Date(at),
  );
}
