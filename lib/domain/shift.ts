import type { WeeklyShift } from './member.ts';

/** A shift that was started or ended by hand lasts this long, in milliseconds, then ends by itself. */
export const BY_HAND_MS = 12 * 60 * 60 * 1000;

export interface ShiftFacts {
  shift: WeeklyShift | null;
  /** true: started by hand; false: ended by hand; null: nothing said. */
  onShift: boolean | null;
  /** When `onShift` was set; null means it has no end. */
  onShiftSince: Date | null;
}

/**
 * Says whether a member is at work at `now`. A value set by hand wins for twelve hours, then the weekly hours count, in the member's
 * own wall clock (so 22:00 stays 22:00 through a change to summer time). A member who has neither hours nor a value set by hand is
 * on shift: a small team that keeps no rota gets its cases all the same. Whoever works by hand alone stays off until the next start.
 */
export function isOnShift(member: ShiftFacts, now: Date): boolean {
  const byHand = member.onShift !== null;
  if (byHand && !hasEnded(member.onShiftSince, now)) return member.onShift === true;
  if (!member.shift || member.shift.hours.length === 0) return !byHand;
  return isWithin(member.shift, now);
}

/** The value that was set by hand and still counts at `now`, with when it ends by itself (null: never); null where the hours count. */
export function shiftByHand(member: ShiftFacts, now: Date): { onShift: boolean; endsAt: Date | null } | null {
  const { onShift, onShiftSince } = member;
  if (onShift === null || hasEnded(onShiftSince, now)) return null;
  return { onShift, endsAt: onShiftSince && new Date(onShiftSince.getTime() + BY_HAND_MS) };
}

function hasEnded(since: Date | null, now: Date): boolean {
  return since !== null && now.getTime() - since.getTime() >= BY_HAND_MS;
}

function isWithin(shift: WeeklyShift, now: Date): boolean {
  const { day, minute } = wallClock(shift.timeZone, now);
  const yesterday = day === 1 ? 7 : day - 1;
  return shift.hours.some((span) => {
    const start = minuteOf(span.start);
    const end = minuteOf(span.end);
    if (end > start) return span.day === day && minute >= start && minute < end;
    return (span.day === day && minute >= start) || (span.day === yesterday && minute < end);
  });
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** ISO weekday (1 is Monday) and minute of the day that a clock on the wall of `timeZone` shows. */
function wallClock(timeZone: string, now: Date): { day: number; minute: number } {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(now)
      .map((part) => [part.type, part.value]),
  );
  return {
    day: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1,
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

/** Making a formatter costs tens of microseconds and routing asks for every member: one is kept for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
