import { formatDuration } from '../duration.ts';
import { type CalendarHours, weeklyHours } from './hours.ts';

/**
 * When time counts for the SLA. Timers ask only these two questions, so business hours are another `Calendar` and no other rule.
 * For any `from` and any `seconds` ≥ 0 that pass within `LONGEST_WAIT_DAYS`: `between(from, add(from, seconds))` is `seconds`.
 */
export interface Calendar {
  /** The moment at which `seconds` of counting time have passed since `from`. */
  add(from: Date, seconds: number): Date;
  /** Counting seconds from `from` to `to`; 0 where `to` is not later. */
  between(from: Date, to: Date): number;
}

/** Around the clock: every second counts. */
export const ALWAYS: Calendar = {
  add: (from, seconds) => new Date(from.getTime() + Math.round(seconds * 1000)),
  between: (from, to) => Math.max(0, to.getTime() - from.getTime()) / 1000,
};

/** One version of a calendar, in force from `effectiveFrom` until the next version's. */
export interface CalendarVersion {
  /** The version's own id. */
  id: string;
  calendarId: string;
  version: number;
  name: string;
  /** Null: around the clock. */
  hours: CalendarHours | null;
  effectiveFrom: Date;
}

/** A version never changes, so the days that one has worked out are kept for the next case. */
const made = new Map<string, Calendar>();
const KEPT = 200;

/** The calendar of a version. */
export function calendarOf(version: Pick<CalendarVersion, 'id' | 'hours'>): Calendar {
  if (!version.hours) return ALWAYS;
  let calendar = made.get(version.id);
  if (!calendar) {
    calendar = weeklyHours(version.hours);
    if (made.size >= KEPT) made.clear();
    made.set(version.id, calendar);
  }
  return calendar;
}

/** How much of a week counts, for a glance: `168 h`, `40 h`. */
export function weekLengthOf(hours: CalendarHours | null): string {
  if (!hours) return '168 h';
  const minutes = hours.week.reduce((sum, { from, to }) => sum + to - from, 0);
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 ? `${whole} h` : whole === 0 ? formatDuration(rest * 60_000) : `${whole} h ${rest} min`;
}
