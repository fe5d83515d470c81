import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateIn, daysBetween, isZone, shiftDate, startOf } from './days.ts';

const ZONES = [
  'UTC',
  'Europe/Rome',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Africa/Cairo',
  'America/Havana',
  'Asia/Beirut',
];

describe('startOf', () => {
  it.each([
    ['Europe/Rome', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Rome', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Europe/Rome', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
    // Clocks jumped from midnight to one.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['Asia/Beirut', '2024-03-31', '2024-03-30T22:00:00.000Z'],
    // Clocks went back from midnight to 23:00: the day begins at the second midnight.
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
    // Clocks went back from one o'clock to midnight: the day began at the first one.
    ['America/Havana', '2023-11-05', '2023-11-05T04:00:00.000Z'],
  ])('%s %s', (zone, date, at) => {
    expect(startOf(zone, date).toISOString()).toBe(at);
  });
});

describe('daysBetween', () => {
  it('has 23 and 25 hours where clocks change', () => {
    const hours = (from: string, to: string) =>
      daysBetween('Europe/Rome', startOf('Europe/Rome', from), startOf('Europe/Rome', to)).map(
        (day) => (day.to.getTime() - day.from.getTime()) / 3_600_000,
      );
    expect(hours('2026-03-28', '2026-03-31')).toEqual([24, 23, 24]);
    expect(hours('2026-10-24', '2026-10-27')).toEqual([24, 25, 24]);
  });

  it('leaves out a day that a zone left out', () => {
    const days = daysBetween('Pacific/Apia', new Date('2011-12-29T12:00:00Z'), new Date('2012-01-01T12:00:00Z'));
    expect(days.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01', '2012-01-02']);
  });

  it('cuts the first and the last day, leaves no gap, and names each by its own date', () => {
    const moment = fc.date({ min: new Date('2015-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        moment,
        fc.integer({ min: 1, max: 40 * 86_400_000 }),
        (zone, from, length) => {
          const to = new Date(from.getTime() + length);
          const days = daysBetween(zone, from, to);
          expect([days[0]!.from, days.at(-1)!.to]).toEqual([from, to]);
          for (const [index, day] of days.entries()) {
            expect(day.to > day.from).toBe(true);
            if (index > 0) expect(day.from).toEqual(days[index - 1]!.to);
            expect(dateIn(zone, new Date(day.to.getTime() - 1))).toBe(day.date);
          }
        },
      ),
    );
  });
});

it('shiftDate follows the calendar', () => {
  expect(shiftDate('2028-02-28', 1)).toBe('2028-02-29');
  expect(shiftDate('2026-01-01', -1)).toBe('2025-12-31');
});

it('isZone knows zones and nothing else', () => {
  expect(['Europe/Rome', 'UTC', 'Europe/Atlantis', 'x; drop table'].map(isZone)).toEqual([true, true, false, false]);
});
