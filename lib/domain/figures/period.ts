import { dateIn, shiftDate, startOf } from './days.ts';

/** What a period is compared with: the one that ends where it begins, the same a year before (52 weeks, so that weekdays match), or nothing. */
export const COMPARISONS = ['previous', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What an address asks to compare with: where it asks for nothing known, the period before. */
export const comparisonOf = (asked: string): Comparison => COMPARISONS.find((one) => one === asked) ?? 'previous';

/** A stretch of time, `to` not included. */
export interface Period {
  from: Date;
  to: Date;
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const DEFAULT_DAYS = 30;
const WEEKS_OF_A_YEAR = 364;
const DAY_MS = 86_400_000;

/**
 * The period that a query names by dates of the zone (both days included) or by moments (`to` not included). Nothing named: the last 30
 * days, today included.
 */
export function periodOf(
  asked: { from?: string | undefined; to?: string | undefined; zone: string },
  now: Date,
): Period {
  const { zone } = asked;
  const to = asked.to
    ? DATE.test(asked.to)
      ? startOf(zone, shiftDate(asked.to, 1))
      : new Date(asked.to)
    : startOf(zone, shiftDate(dateIn(zone, now), 1));
  const lastDay = dateIn(zone, new Date(to.getTime() - 1));
  const from = asked.from
    ? DATE.test(asked.from)
      ? startOf(zone, asked.from)
      : new Date(asked.from)
    : startOf(zone, shiftDate(lastDay, 1 - DEFAULT_DAYS));
  return { from, to };
}

/** The period to compare with. Whole days are shifted by days, so that it holds as many whatever the clocks did. */
export function comparedWith(period: Period, zone: string, comparison: Comparison): Period | null {
  if (comparison === 'none') return null;
  const first = dateIn(zone, period.from);
  const end = dateIn(zone, period.to);
  const whole =
    startOf(zone, first).getTime() === period.from.getTime() && startOf(zone, end).getTime() === period.to.getTime();
  if (!whole) {
    const length = comparison === 'year' ? WEEKS_OF_A_YEAR * DAY_MS : period.to.getTime() - period.from.getTime();
    return { from: new Date(period.from.getTime() - length), to: new Date(period.to.getTime() - length) };
  }
  const days = Math.round((Date.parse(end) - Date.parse(first)) / DAY_MS);
  const back = comparison === 'year' ? WEEKS_OF_A_YEAR : days;
  return { from: startOf(zone, shiftDate(first, -back)), to: startOf(zone, shiftDate(end, -back)) };
}

/** The last whole week of the zone, Monday to Sunday, before a moment. */
export function lastWeek(zone: string, now: Date): Period {
  const today = dateIn(zone, now);
  const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = shiftDate(today, -sinceMonday);
  return { from: startOf(zone, shiftDate(monday, -7)), to: startOf(zone, monday) };
}
