import type { CalendarHours } from '#lib/domain/sla/hours.ts';
import { DAYS } from '../../ui/weekdays.ts';

export type WeekSpan = CalendarHours['week'][number];

/** `09:30` of 570; the end of a day is `24:00`. */
export function timeOf(minute: number): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  return `${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** 570 of `09:30`; null for what is no time of a day. */
export function minuteOf(time: string): number | null {
  const found = /^(\d{1,2}):([0-5]\d)$/.exec(time.trim());
  const minute = found ? Number(found[1]) * 60 + Number(found[2]) : Number.NaN;
  return minute <= 1440 ? minute : null;
}

/** Monday to Friday, nine to five. */
export const officeWeek = (): WeekSpan[] => [1, 2, 3, 4, 5].map((day) => ({ day, from: 540, to: 1020 }));

/** `Mon–Fri 09:00–17:00, Sat 10:00–14:00`: days in a row with the same hours are one. */
export function weekWords(week: readonly WeekSpan[]): string {
  const days = DAYS.map((_, index) =>
    week
      .filter(({ day }) => day === index + 1)
      .sort((a, b) => a.from - b.from)
      .map(({ from, to }) => `${timeOf(from)}–${timeOf(to)}`)
      .join(' and '),
  );
  const runs: { first: number; last: number; hours: string }[] = [];
  for (const [index, hours] of days.entries()) {
    const run = runs.at(-1);
    if (run && run.hours === hours) run.last = index;
    else runs.push({ first: index, last: index, hours });
  }
  return runs
    .filter(({ hours }) => hours !== '')
    .map(({ first, last, hours }) => `${first === last ? DAYS[first] : `${DAYS[first]}–${DAYS[last]}`} ${hours}`)
    .join(', ');
}
