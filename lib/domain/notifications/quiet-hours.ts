import { z } from 'zod';
import { TimeZone } from '../time-zone.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day such as 22:00.');

/** Daily hours, in the member's own zone, in which only what is urgent is sent. An end that is not after the start is on the next day. */
export const QuietHours = z
  .strictObject({ timeZone: TimeZone, start: time, end: time })
  .refine(({ start, end }) => start !== end, { path: ['end'], message: 'Write another end than the start.' });
export type QuietHours = z.infer<typeof QuietHours>;

/** Says whether a clock on the member's wall shows a time within the quiet hours at `now`; the start is within, the end is not. */
export function isQuiet({ timeZone, start, end }: QuietHours, now: Date): boolean {
  const minute = minuteOfDay(timeZone, now);
  const from = minutes(start);
  const to = minutes(end);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/**
 * When the quiet hours that hold at `now` end: the moment to send what was kept back. `now` itself where none hold. A change of the clock
 * in between moves it as it moves the clock on the wall.
 */
export function quietUntil(hours: QuietHours, now: Date): Date {
  if (!isQuiet(hours, now)) return now;
  const minute = minuteOfDay(hours.timeZone, now);
  const left = (minutes(hours.end) - minute + DAY_MINUTES) % DAY_MINUTES;
  const end = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + left * MINUTE_MS;
  return new Date(firstLoud(hours, end, now));
}

/** The clock may have been set on or back on the way: by an hour, half of one, or (Lord Howe) less. */
function firstLoud(hours: QuietHours, guess: number, now: Date): number {
  let at = guess;
  while (isQuiet(hours, new Date(at))) at += MINUTE_MS;
  while (at - MINUTE_MS > now.getTime() && !isQuiet(hours, new Date(at - MINUTE_MS))) at -= MINUTE_MS;
  return at;
}

function minutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}

/** Making a formatter costs tens of microseconds, and every notice asks: one is kept for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(timeZone: string, now: Date): number {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formatters.set(timeZone, formatter);
  }
  return minutes(formatter.format(now));
}
