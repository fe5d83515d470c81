import { describe, expect, test } from 'vitest';
import { parseRetryAfter, retryDelay } from './backoff.ts';
import { nextCronTime } from './cron.ts';
import { parseDuration, parseMoment } from './duration.ts';
import { rateLimit, throttle } from './flow.ts';

const now = new Date('2026-03-27T08:00:00Z');

describe('cron', () => {
  test.each([
    ['0 9 * * *', '2026-03-27T09:00:00.000Z'],
    ['*/15 * * * *', '2026-03-27T08:15:00.000Z'],
    ['0 9 * * 1,3,5', '2026-03-27T09:00:00.000Z'],
    ['TZ=Europe/Rome 0 10 * * *', '2026-03-27T09:00:00.000Z'],
    ['CRON_TZ=Europe/Rome 0 9 * * *', '2026-03-28T08:00:00.000Z'],
    ['TZ=America/New_York 0 9 * * *', '2026-03-27T13:00:00.000Z'],
  ])('%s is due next at %s', (expression, expected) => {
    expect(nextCronTime(expression, now)?.toISOString()).toBe(expected);
  });

  test('keeps the wall clock across the change to summer time', () => {
    const days = [new Date('2026-03-28T00:00:00Z')];
    for (let day = 0; day < 3; day++) days.push(nextCronTime('TZ=Europe/Rome 0 9 * * *', days.at(-1)!)!);
    expect(days.slice(1).map((day) => day.toISOString())).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ]);
  });

  test('31 February never comes', () => {
    expect(nextCronTime('0 0 31 2 *', now)).toBeNull();
  });

  test.each(['', '* * * *', '0 0 9 * * *', 'sometimes', 'TZ=Mars/Base 0 9 * * *', '61 * * * *'])(
    '%s is refused',
    (bad) => {
      expect(() => nextCronTime(bad, now)).toThrow();
    },
  );
});

describe('durations', () => {
  test.each([
    ['10s', 10_000],
    ['1h30m', 5_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['250ms', 250],
    ['1.5m', 90_000],
  ])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each(['', '10', 's', '10 s', '10x', '-5s', '1h foo'])('%j is refused', (text) => {
    expect(() => parseDuration(text)).toThrow('is not a duration');
  });

  test('a moment is a duration from now, or a time', () => {
    expect(parseMoment('1m', now)).toEqual(new Date('2026-03-27T08:01:00Z'));
    expect(parseMoment('2027-01-01T00:00:00.000Z', now)).toEqual(new Date('2027-01-01T00:00:00Z'));
    expect(() => parseMoment('2027-13-99T00:00:00Z', now)).toThrow('is not a time');
  });
});

describe('backoff', () => {
  test('doubles from 10 s to two hours, within a fifth', () => {
    expect([0, 1, 2, 20].map((attempt) => retryDelay(attempt, () => 0.5))).toEqual([10_000, 20_000, 40_000, 7_200_000]);
    expect([0, 1].map((random) => retryDelay(0, () => random))).toEqual([8_000, 12_000]);
  });

  test.each([
    ['2', 2_000],
    ['0.5', 500],
    ['-3', 0],
    ['2026-03-27T08:00:10.000Z', 10_000],
    ['2020-01-01T00:00:00.000Z', 0],
    ['soon', null],
    [null, null],
  ])('retry-after %s is %s ms', (header, ms) => expect(parseRetryAfter(header, now)).toBe(ms));
});

describe('flow control', () => {
  test('a rate limit holds in every window, not only in the first', () => {
    const options = { limit: 2, periodMs: 100 };
    let state: number[] | null = null;
    const allowed = [0, 10, 20, 99, 100, 105, 110, 150, 205].filter((at) => {
      const result = rateLimit(state, at, options);
      state = result.starts;
      return result.allowed;
    });
    expect(allowed).toEqual([0, 10, 100, 110, 205]);
  });

  test('a throttle spaces starts and lets a burst through', () => {
    const starts = (burst: number, times: number[]) => {
      let state: number | null = null;
      return times.map((at) => {
        const result = throttle(state, at, { limit: 2, periodMs: 100, burst });
        state = result.arrival;
        return result.startAt;
      });
    };
    expect(starts(1, [0, 0, 0, 500])).toEqual([0, 50, 100, 500]);
    expect(starts(3, [0, 0, 0, 0, 0])).toEqual([0, 0, 0, 50, 100]);
  });
});
