import { lastTime, type Schedule } from '../schedule.ts';

/** Days of the week as `Date` counts them, from Sunday. */
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface LocalDay {
  /** `2026-01-12`, by the clocks of the zone. */
  date: string;
  weekday: Weekday;
}

/** Making a formatter costs tens of microseconds: one is kept for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What the calendar on the wall of a zone shows. Throws RangeError for a zone that is none. */
export function localDay(zone: string, at: Date): LocalDay {
  let formatter = formatters.get(zone);
  if (!formatter) {
    const two = '2-digit' as const;
    formatter = new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: zone, year: 'numeric', month: two, day: two },
    });
    formatters.set(zone, formatter);
  }
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
  return { date, weekday };
}

export interface GoesOn {
  goesOn: boolean;
  date: string;
  weekday: Weekday;
  /** A sentence with the value that decided. */
  reason: string;
}

/** Whether the check goes on after the timers, by the date in its zone. */
export function goesOn({ days, zone }: { days: readonly Weekday[]; zone: string }, at: Date, anyDay: boolean): GoesOn {
  const { date, weekday } = localDay(zone, at);
  const listed = days.includes(weekday);
  const wanted = days.map(nameOf).join(', ') || 'no day';
  const today = `${date} is a ${nameOf(weekday)} in ${zone}`;
  return {
    ...{ goesOn: listed || anyDay, date, weekday },
    reason: listed
      ? `${today}.`
      : anyDay
        ? `${today}; it was asked to go on whatever the day.`
        : `${today}; days on which the check goes on: ${wanted}.`,
  };
}

const nameOf = (day: Weekday) => day.charAt(0).toUpperCase() + day.slice(1);

/** So long after its minute a check that nobody asked for, because no worker ran, is still worth its while. */
export const CHECK_OWED_MS = 6 * 3_600_000;
/** The clock looks several times a minute: one who changes a setting in that time has not called off the check. */
const LOOK_MS = 60_000;

/**
 * The scheduled minute whose check is to run now, or null. Of several that were missed it is the last; none that was over when the settings
 * were made (`since`) is owed.
 */
export function dueCheck(schedule: Schedule, { since, now }: { since: Date; now: Date }): Date | null {
  const last = lastTime(schedule, now);
  if (!last || now.getTime() - last.getTime() > CHECK_OWED_MS) return null;
  return last.getTime() + LOOK_MS > since.getTime() ? last : null;
}
