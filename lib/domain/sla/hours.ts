import { z } from 'zod';
import type { Calendar } from './calendar.ts';
import { DAY_MS, type DayNumber, dateOf, dayAt, dayOf, keepsOffset, momentOf, weekdayOf } from './wall-clock.ts';

const MINUTES_A_DAY = 1440;
const MINUTE_MS = 60_000;

const Zone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en-US', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, 'Write an IANA time zone such as Europe/Madrid.');

/** One stretch of a weekday, in minutes from midnight of the zone's wall clock. One over midnight is two stretches. */
const WeekSpan = z
  .strictObject({
    /** 1 is Monday, 7 is Sunday. */
    day: z.number().int().min(1).max(7),
    from: z.number().int().min(0).max(MINUTES_A_DAY),
    to: z.number().int().min(0).max(MINUTES_A_DAY),
  })
  .refine((span) => span.from < span.to, 'The end must be later than the start; split what goes over midnight.');

/** The hours that count: the same every week, by the clock on the wall of a zone, but for holidays. */
export const CalendarHours = z.strictObject({
  zone: Zone,
  week: z
    .array(WeekSpan)
    .min(1, 'Name at least one stretch of hours: else nothing would ever be due.')
    .max(100)
    .refine(
      (week) =>
        week.every((one, i) =>
          week.every((other, j) => i === j || one.day !== other.day || one.to <= other.from || other.to <= one.from),
        ),
      'Two stretches of a day overlap.',
    ),
  holidays: z.array(z.strictObject({ date: z.iso.date(), name: z.string().trim().min(1).max(80) })).max(500),
});
export type CalendarHours = z.infer<typeof CalendarHours>;

/** A stretch of counting time, in milliseconds since 1970. */
type Span = readonly [from: number, to: number];

/** So many days and weeks are remembered for each calendar: some years of days, a lifetime of weeks. */
const REMEMBERED = 4000;
/** Nothing is due later than that: what a calendar of a few hours would put off for longer is due then. */
export const LONGEST_WAIT_DAYS = 3653;

/**
 * A calendar of weekly hours. An hour of the wall clock that summer time leaves out never counts; one that comes twice counts twice
 * where the hours reach over it. Whole weeks are counted by their length, so that ten years are some hundreds of additions and not thousands
 * of days; `add` reaches {@link LONGEST_WAIT_DAYS} at the most.
 */
export function weeklyHours(hours: CalendarHours): Calendar {
  const holidays = new Set(hours.holidays.map(({ date }) => date));
  const shortened = new Set(hours.holidays.map(({ date }) => weekOf(dayOf(date))));
  const week = hours.week.toSorted((a, b) => a.from - b.from);
  const ordinary = week.reduce((sum, { from, to }) => sum + (to - from) * MINUTE_MS, 0);
  const days = new Map<DayNumber, readonly Span[]>();
  const weeks = new Map<WeekNumber, number>();

  const spansOf = (day: DayNumber): readonly Span[] =>
    remember(days, day, () => {
      if (holidays.has(dateOf(day))) return [];
      const weekday = weekdayOf(day);
      return week
        .filter((span) => span.day === weekday)
        .map(({ from, to }): Span => [momentOf(hours.zone, day, from), momentOf(hours.zone, day, to)])
        .filter(([from, to]) => from < to);
    });

  /** Milliseconds that count in a whole week. Only one with a holiday or a change of the clocks is looked at day by day. */
  const lengthOf = (number: WeekNumber): number =>
    remember(weeks, number, () => {
      const monday = mondayOf(number);
      if (!shortened.has(number) && keepsOffset(hours.zone, monday, monday + 7)) return ordinary;
      let sum = 0;
      for (let day = monday; day < monday + 7; day += 1) for (const [from, to] of spansOf(day)) sum += to - from;
      return sum;
    });

  return {
    add(from, seconds) {
      let left = Math.round(seconds * 1000);
      if (left <= 0) return from;
      const start = from.getTime();
      const first = dayAt(hours.zone, from);
      for (let day = first; day <= first + LONGEST_WAIT_DAYS; ) {
        // Where midnight comes twice, the hours of the day after the first may have begun before `from`.
        if (day > first + 1 && isMonday(day) && lengthOf(weekOf(day)) < left) {
          left -= lengthOf(weekOf(day));
          day += 7;
          continue;
        }
        for (const [opens, closes] of spansOf(day)) {
          const counts = Math.max(0, closes - Math.max(opens, start));
          if (counts >= left) return new Date(Math.max(opens, start) + left);
          left -= counts;
        }
        day += 1;
      }
      return new Date(start + LONGEST_WAIT_DAYS * DAY_MS);
    },
    between(from, to) {
      const [start, end] = [from.getTime(), to.getTime()];
      if (start >= end) return 0;
      const [first, last] = [dayAt(hours.zone, from), dayAt(hours.zone, to)];
      let counted = 0;
      // The hours of the next day may have begun where midnight comes twice.
      for (let day = first; day <= last + 1; ) {
        if (day > first + 1 && isMonday(day) && day + 7 < last) {
          counted += lengthOf(weekOf(day));
          day += 7;
          continue;
        }
        for (const [opens, closes] of spansOf(day))
          counted += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
        day += 1;
      }
      return counted / 1000;
    },
  };
}

/** Whether so many counting seconds pass within {@link LONGEST_WAIT_DAYS} of a moment. */
export function isWithinReach(hours: CalendarHours, seconds: number, from: Date): boolean {
  return weeklyHours(hours).between(from, new Date(from.getTime() + LONGEST_WAIT_DAYS * DAY_MS)) >= seconds;
}

/** Weeks from Monday to Sunday; number 0 begins on Monday, 1969-12-29. */
type WeekNumber = number;
const weekOf = (day: DayNumber): WeekNumber => Math.floor((day + 3) / 7);
const mondayOf = (week: WeekNumber): DayNumber => week * 7 - 3;
const isMonday = (day: DayNumber) => mondayOf(weekOf(day)) === day;

function remember<V>(known: Map<number, V>, key: number, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = make();
  if (known.size >= REMEMBERED) known.clear();
  known.set(key, value);
  return value;
}
