/** A day of a zone's calendar, as days since 1970-01-01: days are counted, not built, so that months and leap years are nobody's problem. */
export type DayNumber = number;

const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
/** The offsets in use reach from -12 h to +14 h: an hour more on each side lies surely before, or after, a wall clock's moment. */
const BEFORE_MS = 15 * 60 * MINUTE_MS;
const AFTER_MS = 13 * 60 * MINUTE_MS;

/** The day that a clock on the wall of `zone` shows at a moment. */
export function dayAt(zone: string, at: Date): DayNumber {
  return Math.floor((at.getTime() + offsetAt(zone, at.getTime())) / DAY_MS);
}

/** 1 for Monday to 7 for Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `2026-03-29` of a day. */
export function dateOf(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day of `2026-03-29`. */
export function dayOf(date: string): DayNumber {
  return Date.parse(date) / DAY_MS;
}

/**
 * Whether the clocks of `zone` do not change from the beginning of the day `from` to that of the day `to`, some days later. No zone has ever changed
 * them and changed them back within a fortnight, so the two ends tell.
 */
export function keepsOffset(zone: string, from: DayNumber, to: DayNumber): boolean {
  return offsetAt(zone, from * DAY_MS - BEFORE_MS) === offsetAt(zone, to * DAY_MS + AFTER_MS);
}

/**
 * The first moment, in milliseconds, at which a clock on the wall of `zone` shows that minute of the day or a later one. So a time that
 * the change to summer time leaves out is the moment of the change, and of a time that comes twice it is the first.
 */
export function momentOf(zone: string, day: DayNumber, minute: number): number {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  const before = offsetAt(zone, wall - BEFORE_MS);
  const after = offsetAt(zone, wall + AFTER_MS);
  const shown = [wall - before, wall - after].filter((at) => at + offsetAt(zone, at) === wall);
  return shown.length > 0 ? Math.min(...shown) : changeBetween(zone, wall - after, wall - before, wall);
}

/** Halves the time between two moments until the first one is found at which the wall clock shows `wall` or later. */
function changeBetween(zone: string, earlier: number, later: number, wall: number): number {
  let low = earlier;
  let high = later;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(zone, middle) >= wall) high = middle;
    else low = middle;
  }
  return high;
}

/** Milliseconds by which the zone's wall clock is ahead of UTC, to the second. */
function offsetAt(zone: string, at: number): number {
  const second = Math.floor(at / 1000) * 1000;
  const part = new Map<string, number>();
  for (const { type, value } of formatterOf(zone).formatToParts(second)) part.set(type, Number(value));
  const [year, month, day, hour, minute, seconds] = FIELDS.map((field) => part.get(field) ?? 0);
  return Date.UTC(year!, month! - 1, day, hour, minute, seconds) - second;
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** Making a formatter costs tens of microseconds: one is kept for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}
