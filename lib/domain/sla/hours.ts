import { z } from 'zod';
import type { Calendar } from './calendar.ts';
import { DAY_MS, type DayNumber, dateOf, dayAt, momentOf, weekdayOf } from './wall-clock.ts';

const MINUTES_A_DAY = 1440;

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

/** So many days are remembered for each calendar: some years of them. */
const REMEMBERED_DAYS = 4000;

/**
 * A calendar of weekly hours. An hour of the wall clock that summer time leaves out never counts; one that comes twice counts twice
 * where the hours reach over it.
 */
export function weeklyHours(hours: CalendarHours): Calendar {
  const holidays = new Set(hours.holidays.map(({ date }) => date));
  const week = hours.week.toSorted((a, b) => a.from - b.from);
  const known = new Map<DayNumber, readonly Span[]>();

  const spansOf = (day: DayNumber): readonly Span[] => {
    const found = known.get(day);
    if (found) return found;
    const weekday = weekdayOf(day);
    const spans: Span[] = holidays.has(dateOf(day))
      ? []
      : week
          .filter((span) => span.day === weekday)
          .map(({ from, to }): Span => [momentOf(hours.zone, day, from), momentOf(hours.zone, day, to)])
          .filter(([from, to]) => from < to);
    if (known.size >= REMEMBERED_DAYS) known.clear();
    known.set(day, spans);
    return spans;
  };

  return {
    add(from, seconds) {
      let left = Math.round(seconds * 1000);
      if (left <= 0) return from;
      const start = from.getTime();
      // At least one stretch a week and at most 500 holidays: some day counts.
      for (let day = dayAt(hours.zone, from); ; day += 1) {
        for (const [opens, closes] of spansOf(day)) {
          const counts = Math.max(0, closes - Math.max(opens, start));
          if (counts >= left) return new Date(Math.max(opens, start) + left);
          left -= counts;
        }
      }
    },
    between(from, to) {
      const [start, end] = [from.getTime(), to.getTime()];
      let counted = 0;
      for (let day = dayAt(hours.zone, from); start < end; day += 1) {
        const spans = spansOf(day);
        for (const [opens, closes] of spans) counted += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
        // The next day has begun everywhere by then.
        if (day * DAY_MS > end + DAY_MS) break;
      }
      return counted / 1000;
    },
  };
}
