import type { WeeklyShift } from '#lib/domain/member.ts';
import { DAYS } from '../ui/weekdays.ts';

/** `Mon–Fri 08:00–17:00, Sat 10:00–14:00`: days with the same hours stand together, neighbours as a span. */
export function shiftWords(shift: WeeklyShift | null): string {
  if (!shift || shift.hours.length === 0) return '';
  const byHours = new Map<string, Set<number>>();
  for (const { day, start, end } of shift.hours) {
    const hours = `${start}–${end}`;
    byHours.set(hours, (byHours.get(hours) ?? new Set()).add(day));
  }
  return [...byHours].map(([hours, days]) => `${daysWords([...days].sort((a, b) => a - b))} ${hours}`).join(', ');
}

function daysWords(days: number[]): string {
  const spans: [number, number][] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else spans.push([day, day]);
  }
  return spans
    .map(([from, to]) => (from === to ? nameOf(from) : `${nameOf(from)}${to === from + 1 ? ', ' : '–'}${nameOf(to)}`))
    .join(', ');
}

function nameOf(day: number): string {
  return DAYS[day - 1] ?? '';
}

/** Office hours to begin with, when somebody gets weekly hours. */
export function officeHours(timeZone: string): WeeklyShift {
  return { timeZone, hours: [1, 2, 3, 4, 5].map((day) => ({ day, start: '09:00', end: '17:00' })) };
}
