import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CalendarHours, isWithinReach, LONGEST_WAIT_DAYS, weeklyHours } from './hours.ts';
import { DAY_MS, dateOf, dayAt, momentOf, weekdayOf } from './wall-clock.ts';

const ZONES = [
  'UTC',
  'Europe/Madrid',
  'Europe/Dublin',
  'Atlantic/Azores',
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Santiago',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];
const MINUTE = 60_000;
const FROM = Date.UTC(2009, 0, 1);
const TO = Date.UTC(2030, 0, 1);

const week = fc
  .uniqueArray(
    fc.record({ day: fc.integer({ min: 1, max: 7 }), from: fc.nat(1380), length: fc.integer({ min: 30, max: 1440 }) }),
    { selector: ({ day }) => day, minLength: 1, maxLength: 7 },
  )
  .map((spans) => spans.map(({ day, from, length }) => ({ day, from, to: Math.min(1440, from + length) })));
const moments = fc.integer({ min: FROM, max: TO }).map((ms) => new Date(ms));
const holidays = fc
  .array(
    moments.map((at) => ({ date: at.toISOString().slice(0, 10), name: 'Holiday' })),
    { maxLength: 20 },
  )
  .map((days) => days);
const hours = fc.record({ zone: fc.constantFrom(...ZONES), week, holidays });

const wallClocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows, asked anew for each minute. */
function shownAt(zone: string, at: number) {
  const format =
    wallClocks.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    });
  wallClocks.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return { date, day: weekday === 0 ? 7 : weekday, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

describe('weekly hours', () => {
  it('the seconds that were added are the seconds between, in any zone and year', () => {
    fc.assert(
      fc.property(hours, moments, fc.integer({ min: 0, max: 30 * 86_400_000 }), (given, from, ms) => {
        const calendar = weeklyHours(given);
        const seconds = ms / 1000;
        fc.pre(isWithinReach(given, seconds, from));
        const to = calendar.add(from, seconds);
        expect(calendar.between(from, to)).toBe(seconds);
        if (seconds > 0) expect(calendar.between(from, new Date(to.getTime() - 1))).toBeCloseTo(seconds - 0.001, 6);
      }),
      { numRuns: 300 },
    );
  });

  it('two stretches one after the other are the whole, and more time is never less', () => {
    fc.assert(
      fc.property(hours, fc.tuple(moments, fc.nat(40 * 86_400_000), fc.nat(40 * 86_400_000)), (given, [a, b, c]) => {
        const calendar = weeklyHours(given);
        const [middle, end] = [new Date(a.getTime() + b), new Date(a.getTime() + b + c)];
        const whole = calendar.between(a, end);
        expect(calendar.between(a, middle) + calendar.between(middle, end)).toBeCloseTo(whole, 6);
        expect(whole).toBeGreaterThanOrEqual(calendar.between(a, middle));
        expect(whole).toBeLessThanOrEqual((end.getTime() - a.getTime()) / 1000);
        expect(calendar.between(end, a)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('a day without a change of the clocks counts minute by minute what the wall clock shows', () => {
    fc.assert(
      fc.property(hours, moments, (given, at) => {
        const start = Math.floor(at.getTime() / MINUTE) * MINUTE;
        const shown = Array.from({ length: 26 * 60 }, (_, n) => shownAt(given.zone, start + n * MINUTE));
        fc.pre(shown.every((now, n) => n === 0 || (now.minute - shown[n - 1]!.minute + 1440) % 1440 === 1));
        fc.pre(new Set(shown.map(({ date }) => date)).size <= 3);
        const off = new Set(given.holidays.map(({ date }) => date));
        const counted = shown.filter(
          ({ date, day, minute }) =>
            !off.has(date) && given.week.some((span) => span.day === day && span.from <= minute && minute < span.to),
        ).length;
        const end = new Date(start + shown.length * MINUTE);
        expect(weeklyHours(given).between(new Date(start), end)).toBe(counted * 60);
      }),
      { numRuns: 60 },
    );
  });
});

/** The same hours day by day, each stretch by the wall clock: what counting by whole weeks must agree with. */
function walk(given: CalendarHours, from: Date) {
  const off = new Set(given.holidays.map(({ date }) => date));
  return function* () {
    for (let day = dayAt(given.zone, from); ; day += 1) {
      if (off.has(dateOf(day))) continue;
      for (const span of given.week.filter((one) => one.day === weekdayOf(day)).sort((a, b) => a.from - b.from)) {
        const opens = Math.max(from.getTime(), momentOf(given.zone, day, span.from));
        const closes = momentOf(given.zone, day, span.to);
        if (opens < closes) yield [opens, closes] as const;
      }
    }
  };
}

function addSlowly(given: CalendarHours, from: Date, seconds: number): Date {
  let left = seconds * 1000;
  if (left === 0) return from;
  for (const [opens, closes] of walk(given, from)()) {
    if (closes - opens >= left) return new Date(opens + left);
    left -= closes - opens;
  }
  throw new Error('never');
}

function betweenSlowly(given: CalendarHours, from: Date, to: Date): number {
  let counted = 0;
  for (const [opens, closes] of walk(given, from)()) {
    if (opens > to.getTime() + 2 * DAY_MS) return counted / 1000;
    counted += Math.max(0, Math.min(closes, to.getTime()) - opens);
  }
  throw new Error('never');
}

describe('counting by whole weeks', () => {
  const farther = fc.integer({ min: 0, max: 800 * DAY_MS });

  it('is counting day by day, over changes of the clocks and holidays', () => {
    fc.assert(
      fc.property(hours, moments, farther, fc.integer({ min: 0, max: 40 * 86_400 }), (given, from, ms, seconds) => {
        const calendar = weeklyHours(given);
        const to = new Date(from.getTime() + ms);
        expect(calendar.between(from, to)).toBe(betweenSlowly(given, from, to));
        const due = addSlowly(given, from, seconds);
        fc.pre(due.getTime() - from.getTime() < LONGEST_WAIT_DAYS * DAY_MS);
        expect(calendar.add(from, seconds)).toEqual(due);
      }),
      { numRuns: 150 },
    );
  });

  const minute = { zone: 'America/New_York', week: [{ day: 1, from: 0, to: 1 }], holidays: [] };
  const from = new Date('2026-11-22T12:00:00Z');

  it('ten years of one minute a week are a few hundred questions to the wall clock, and then none', () => {
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    const calendar = weeklyHours(minute);
    // Around each change of the clocks, some twenty weeks, a minute is looked at by itself.
    const due = calendar.add(from, 500 * 60);
    expect(due.toISOString()).toBe('2036-06-16T04:01:00.000Z');
    expect(asked.mock.calls.length).toBeLessThan(1500);
    asked.mockClear();
    expect(calendar.between(from, due)).toBe(500 * 60);
    expect(calendar.add(from, 500 * 60)).toEqual(due);
    expect(asked.mock.calls.length).toBeLessThan(300);
    asked.mockRestore();
  });

  it('what would take longer than anybody waits is due when that is over', () => {
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    const due = weeklyHours(minute).add(from, 30 * 86_400);
    expect(due.getTime() - from.getTime()).toBe(LONGEST_WAIT_DAYS * DAY_MS);
    expect(asked.mock.calls.length).toBeLessThan(1500);
    asked.mockRestore();
    expect(isWithinReach(minute, 30 * 86_400, from)).toBe(false);
    expect(isWithinReach(minute, 500 * 60, from)).toBe(true);
  });
});

describe('changes of the clocks', () => {
  const everyDay = (zone: string, from = 0, to = 1440, holidays: { date: string; name: string }[] = []) =>
    weeklyHours({ zone, week: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to })), holidays });

  it.each([
    ['Europe/Madrid', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
    ['Europe/Madrid', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
    ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', '2026-04-05T13:30:00Z', 24.5],
    ['Pacific/Apia', '2011-12-29T10:00:00Z', '2011-12-31T10:00:00Z', 48],
  ])('whole days lose nothing: %s from %s', (zone, from, to, hoursLong) => {
    expect(everyDay(zone).between(new Date(from), new Date(to))).toBe(hoursLong * 3600);
  });

  it.each([
    ['an hour that is left out counts nothing', '2026-03-29T00:00:00Z', '2026-03-30T00:00:00Z', 120, 180, 0],
    ['hours over it are an hour shorter', '2026-03-28T23:00:00Z', '2026-03-29T12:00:00Z', 60, 240, 7200],
    [
      'hours over one that comes twice are an hour longer',
      '2026-10-24T22:00:00Z',
      '2026-10-25T12:00:00Z',
      60,
      240,
      14_400,
    ],
    ['office hours are as long as ever', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 540, 1020, 28_800],
  ])('%s', (_name, from, to, start, end, seconds) => {
    expect(everyDay('Europe/Madrid', start, end).between(new Date(from), new Date(to))).toBe(seconds);
  });

  it('nine in the morning stays nine in the morning', () => {
    const office = everyDay('Europe/Madrid', 540, 1020);
    const friday = new Date('2026-03-27T12:00:00Z');
    expect(office.add(friday, 4 * 3600 + 1).toISOString()).toBe('2026-03-28T08:00:01.000Z');
    expect(office.add(friday, 12 * 3600 + 1).toISOString()).toBe('2026-03-29T07:00:01.000Z');
  });

  it('a holiday does not count, by the date of the zone', () => {
    const kiritimati = everyDay('Pacific/Kiritimati', 0, 1440, [{ date: '2026-01-01', name: 'New Year' }]);
    const [from, to] = [new Date('2025-12-31T09:00:00Z'), new Date('2026-01-01T11:00:00Z')];
    expect(kiritimati.between(from, to)).toBe(2 * 3600);
    expect(kiritimati.add(from, 3601).toISOString()).toBe('2026-01-01T10:00:01.000Z');
  });
});

describe('what is no calendar', () => {
  const good = { zone: 'Europe/Madrid', week: [{ day: 1, from: 540, to: 1020 }], holidays: [] };
  it.each([
    ['no hours', { week: [] }],
    ['an unknown zone', { zone: 'Mars/Olympus' }],
    ['an end before its start', { week: [{ day: 1, from: 600, to: 600 }] }],
    ['two at once', { week: [good.week[0], { day: 1, from: 1019, to: 1100 }] }],
    ['an eighth day', { week: [{ day: 8, from: 0, to: 60 }] }],
    ['a date that is none', { holidays: [{ date: '2026-02-30', name: 'x' }] }],
  ])('%s', (_name, change) => {
    expect(CalendarHours.safeParse({ ...good, ...change }).success).toBe(false);
    expect(CalendarHours.safeParse(good).success).toBe(true);
  });
});
