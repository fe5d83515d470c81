/** One day by the clocks of a zone, as far as it lies in a period. */
export interface Day {
  /** `2026-03-29`. */
  date: string;
  from: Date;
  to: Date;
}

const DAY_MS = 86_400_000;

/** Making a formatter costs tens of microseconds: one is kept for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether a name is an IANA time zone that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The date that a calendar on the wall of `zone` shows at a moment. */
export function dateIn(zone: string, at: Date): string {
  return new Date(wallOf(zone, at.getTime())).toISOString().slice(0, 10);
}

/**
 * When a date begins in a zone: at its first midnight (in Havana clocks go back from one o'clock to a second one), or where clocks jump over
 * midnight at the moment of the jump.
 */
export function startOf(zone: string, date: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const offsets = [midnight - DAY_MS, midnight + DAY_MS].map((near) => wallOf(zone, near) - near);
  const candidates = offsets.map((offset) => midnight - offset);
  const real = candidates.filter((at) => wallOf(zone, at) === midnight);
  return new Date(real.length > 0 ? Math.min(...real) : Math.max(...candidates));
}

/** `2026-03-01` after `days` days by the calendar; negative goes back. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The days from `from` to `to`, the first and the last one cut to the period. A day that a zone left out is left out. */
export function daysBetween(zone: string, from: Date, to: Date): Day[] {
  const days: Day[] = [];
  let date = dateIn(zone, from);
  for (let start = from; start < to; date = shiftDate(date, 1)) {
    const next = startOf(zone, shiftDate(date, 1));
    if (next <= start) continue;
    const end = next < to ? next : to;
    days.push({ date, from: start, to: end });
    start = end;
  }
  return days;
}

/** What the clocks of a zone show, written as if it were UTC, in milliseconds. */
function wallOf(zone: string, at: number): number {
  const parts = formatterOf(zone).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const seconds = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return seconds + (((at % 1000) + 1000) % 1000);
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}
