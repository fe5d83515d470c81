import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BY_HAND_MS, isOnShift, type ShiftFacts } from './shift.ts';

const rome = (...hours: [day: number, start: string, end: string][]): ShiftFacts => ({
  shift: { timeZone: 'Europe/Rome', hours: hours.map(([day, start, end]) => ({ day, start, end })) },
  onShift: null,
  onShiftSince: null,
});

describe('weekly hours', () => {
  // 2026-01-12 is a Monday; Rome is UTC+1 in winter, UTC+2 in summer.
  const day = rome([1, '08:00', '16:00']);
  const night = rome([1, '22:00', '06:00']);
  const sunday = rome([7, '22:00', '06:00']);
  const around = rome([1, '00:00', '00:00']);

  it.each([
    ['before the start', day, '2026-01-12T06:59:59Z', false],
    ['at the start', day, '2026-01-12T07:00:00Z', true],
    ['in the last minute', day, '2026-01-12T14:59:59Z', true],
    ['at the end', day, '2026-01-12T15:00:00Z', false],
    ['on another day', day, '2026-01-13T10:00:00Z', false],
    ['at the same wall time in summer', day, '2026-07-13T06:00:00Z', true],
    ['an hour earlier in UTC than in winter', day, '2026-07-13T14:00:00Z', false],
    ['before midnight', night, '2026-01-12T22:30:00Z', true],
    ['after midnight', night, '2026-01-13T04:59:00Z', true],
    ['after the night', night, '2026-01-13T05:00:00Z', false],
    ['in the small hours of its own day', night, '2026-01-12T02:00:00Z', false],
    ['from Sunday into Monday', sunday, '2026-01-12T03:00:00Z', true],
    ['a whole day, from its midnight', around, '2026-01-11T23:00:00Z', true],
    ['a whole day, to the next midnight', around, '2026-01-12T23:00:00Z', false],
    ['the hour that summer time leaves out', rome([7, '02:00', '04:00']), '2026-03-29T01:00:00Z', true],
    ['both turns of the hour that comes twice (first)', rome([7, '02:00', '03:00']), '2026-10-25T00:30:00Z', true],
    ['both turns of the hour that comes twice (second)', rome([7, '02:00', '03:00']), '2026-10-25T01:30:00Z', true],
    ['after the hour that comes twice', rome([7, '02:00', '03:00']), '2026-10-25T02:00:00Z', false],
  ])('%s', (_name, member, now, expected) => {
    expect(isOnShift(member, new Date(now))).toBe(expected);
  });
});

describe('by hand', () => {
  const now = new Date('2026-01-14T12:00:00Z');
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const off = { timeZone: 'UTC', hours: [{ day: 1, start: '08:00', end: '16:00' }] };
  const on = { timeZone: 'UTC', hours: [{ day: 3, start: '08:00', end: '16:00' }] };

  it.each([
    ['no hours, nothing said', null, null, null, true],
    ['hours left empty, nothing said', { timeZone: 'UTC', hours: [] }, null, null, true],
    ['started, outside the hours', off, true, ago(1), true],
    ['ended, within the hours', on, false, ago(1), false],
    ['started, in the last moment', off, true, ago(BY_HAND_MS - 1), true],
    ['started twelve hours ago', off, true, ago(BY_HAND_MS), false],
    ['ended twelve hours ago', on, false, ago(BY_HAND_MS), true],
    ['started without an end', off, true, null, true],
    ['ended without an end', on, false, null, false],
    ['no hours, a start that ran out', null, true, ago(BY_HAND_MS), false],
    ['no hours, an end that ran out', null, false, ago(BY_HAND_MS), false],
  ])('%s', (_name, shift, onShift, onShiftSince, expected) => {
    expect(isOnShift({ shift, onShift, onShiftSince }, now)).toBe(expected);
  });
});

it('splitting a span at any minute changes nothing', () => {
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 1, max: 7 }),
      fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
      (minutes, weekday, now) => {
        const [start, middle, end] = minutes.sort((a, b) => a - b).map(time) as [string, string, string];
        const whole = isOnShift(rome([weekday, start, end]), now);
        expect(isOnShift(rome([weekday, start, middle], [weekday, middle, end]), now)).toBe(whole);
      },
    ),
  );
});
