import { describe, expect, test } from 'vitest';
import { CronLine, lastTime, nextTime, scheduleOfLine } from './schedule.ts';

const at = (moment: string) => new Date(moment);

describe('a cron line', () => {
  test.each(['0 7 * * *', '*/15 6-18 * * 1-5', '0 0 29 2 *', '0 7 * * MON', '0 7 L * *', ' 0 7 * * * '])(
    '“%s” is taken',
    (line) => {
      expect(CronLine.parse(line)).toBe(line.trim());
    },
  );

  test.each([
    '',
    'daily',
    '@daily',
    '07:00',
    '0 7 * *',
    '0 0 7 * * *',
    '60 * * * *',
    '0 24 * * *',
    '0 7 * * 8',
    'a b c d e',
  ])('“%s” is refused with what to write', (line) => {
    expect(CronLine.safeParse(line).error?.issues).toMatchObject([{ message: expect.stringContaining('five fields') }]);
  });

  test('that never comes is refused as that', () => {
    expect(CronLine.safeParse('0 7 31 2 *').error?.issues).toMatchObject([
      { message: expect.stringContaining('ever') },
    ]);
  });
});

describe.each([
  ['an ordinary day', 'Europe/Rome', '0 7 * * *', '2026-01-12T05:59:59.999Z', '2026-01-12T06:00:00.000Z'],
  ['the clocks skip the time', 'Europe/Rome', '30 2 * * *', '2026-03-29T00:00:00Z', '2026-03-29T01:00:00.000Z'],
  ['the clocks show the time twice', 'Europe/Rome', '30 2 * * *', '2026-10-24T22:00:00Z', '2026-10-25T00:30:00.000Z'],
  ['and only the first is meant', 'Europe/Rome', '30 2 * * *', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
  ['midnight that is skipped', 'America/Havana', '0 0 * * *', '2026-03-08T04:00:00Z', '2026-03-08T05:00:00.000Z'],
  ['only on weekdays', 'Europe/Rome', '0 7 * * 1-5', '2026-01-09T06:00:00Z', '2026-01-12T06:00:00.000Z'],
  [
    'a zone with a quarter of an hour',
    'Asia/Kathmandu',
    '0 7 * * *',
    '2026-01-12T00:00:00Z',
    '2026-01-12T01:15:00.000Z',
  ],
])('%s', (_, zone, schedule, after, expected) => {
  test('it comes next, and is then the last that came', () => {
    const next = nextTime({ schedule, zone }, at(after))!;
    expect(next.toISOString()).toBe(expected);
    expect(lastTime({ schedule, zone }, next)).toEqual(next);
    expect(lastTime({ schedule, zone }, new Date(next.getTime() + 999))).toEqual(next);
    expect(lastTime({ schedule, zone }, new Date(next.getTime() - 1))!.getTime()).toBeLessThan(next.getTime());
  });
});

test('a line of the catalogue names its zone', () => {
  expect(scheduleOfLine('TZ=Europe/Rome 0 7 * * 1')).toEqual({ schedule: '0 7 * * 1', zone: 'Europe/Rome' });
  expect(scheduleOfLine('5 * * * *')).toEqual({ schedule: '5 * * * *', zone: 'UTC' });
});
