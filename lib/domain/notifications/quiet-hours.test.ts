import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet, QuietHours, quietUntil } from './quiet-hours.ts';

// Rome is UTC+1 in winter, UTC+2 in summer; the clock goes on at 2026-03-29T01:00Z, and back at 2026-10-25T01:00Z.
const rome = (start: string, end: string): QuietHours => ({ timeZone: 'Europe/Rome', start, end });
const night = rome('22:00', '07:00');
const noon = rome('12:00', '14:00');

it.each<[name: string, hours: QuietHours, now: string, quiet: boolean, until: string]>([
  ['before the night', night, '2026-01-12T20:59:59Z', false, '2026-01-12T20:59:59Z'],
  ['at its start', night, '2026-01-12T21:00:00Z', true, '2026-01-13T06:00:00Z'],
  ['before midnight', night, '2026-01-12T22:30:30Z', true, '2026-01-13T06:00:00Z'],
  ['after midnight', night, '2026-01-13T02:00:00Z', true, '2026-01-13T06:00:00Z'],
  ['in its last second', night, '2026-01-13T05:59:59Z', true, '2026-01-13T06:00:00Z'],
  ['at its end', night, '2026-01-13T06:00:00Z', false, '2026-01-13T06:00:00Z'],
  ['in summer an hour earlier', night, '2026-07-12T20:00:00Z', true, '2026-07-13T05:00:00Z'],
  ['in the night that loses an hour', night, '2026-03-28T22:00:00Z', true, '2026-03-29T05:00:00Z'],
  ['in the night that has one more', night, '2026-10-24T21:00:00Z', true, '2026-10-25T06:00:00Z'],
  ['at noon', noon, '2026-01-12T11:30:00Z', true, '2026-01-12T13:00:00Z'],
  ['after noon', noon, '2026-01-12T13:00:00Z', false, '2026-01-12T13:00:00Z'],
  ['until an hour that is left out', rome('01:00', '02:30'), '2026-03-29T00:30:00Z', true, '2026-03-29T01:00:00Z'],
])('%s', (_name, hours, now, quiet, until) => {
  expect(isQuiet(hours, new Date(now))).toBe(quiet);
  expect(quietUntil(hours, new Date(now))).toEqual(new Date(until));
});

describe('quiet hours', () => {
  const two = fc.integer({ min: 0, max: 59 }).map((n) => String(n).padStart(2, '0'));
  const clock = fc
    .tuple(
      fc.integer({ min: 0, max: 23 }).map((n) => String(n).padStart(2, '0')),
      two,
    )
    .map((t) => t.join(':'));
  const zone = fc.constantFrom('Europe/Rome', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
  const when = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });

  it('end at the first moment that is not quiet, never before now, and within 26 hours', () => {
    fc.assert(
      fc.property(zone, clock, clock, when, (timeZone, start, end, now) => {
        fc.pre(start !== end);
        const hours = { timeZone, start, end };
        const until = quietUntil(hours, now);
        expect(isQuiet(hours, until)).toBe(false);
        expect(until.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(until.getTime() - now.getTime()).toBeLessThan(26 * 3_600_000);
        for (let at = now.getTime(); at < until.getTime(); at += 600_000)
          expect(isQuiet(hours, new Date(at))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('have two different times and a zone', () => {
    expect(QuietHours.safeParse(night).success).toBe(true);
    for (const wrong of [rome('22:00', '22:00'), rome('24:00', '07:00'), { ...night, timeZone: 'Mars/Base' }])
      expect(QuietHours.safeParse(wrong).success).toBe(false);
  });
});
