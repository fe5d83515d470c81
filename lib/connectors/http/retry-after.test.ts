import { expect, it } from 'vitest';
import { type AnswerHeaders, retryAfterMs } from './retry-after.ts';

const NOW = new Date('2026-03-02T12:00:00Z');
const epoch = NOW.getTime() / 1000;

it.each<[name: string, headers: AnswerHeaders, expected: number | undefined]>([
  ['no hint', {}, undefined],
  ['seconds', { 'retry-after': '30' }, 30_000],
  ['none at all', { 'retry-after': '0' }, 0],
  ['fractions of a second', { 'retry-after': '0.25' }, 250],
  ['a date', { 'retry-after': 'Mon, 02 Mar 2026 12:02:00 GMT' }, 120_000],
  ['a date that is over', { 'retry-after': 'Mon, 02 Mar 2026 11:00:00 GMT' }, 0],
  [
    'a date by the sender’s own clock',
    { 'retry-after': 'Mon, 02 Mar 2026 12:02:00 GMT', date: 'Mon, 02 Mar 2026 12:01:30 GMT' },
    30_000,
  ],
  ['epoch seconds', { 'x-ratelimit-retryafter': String(epoch + 45) }, 45_000],
  ['epoch seconds that are over', { 'x-ratelimit-retryafter': String(epoch - 45) }, 0],
  [
    'epoch seconds by the sender’s own clock',
    { 'x-rate-limit-reset': String(epoch + 45), date: 'Mon, 02 Mar 2026 12:00:40 GMT' },
    5_000,
  ],
  ['epoch milliseconds', { 'retry-after': String(NOW.getTime() + 1_500) }, 1_500],
  ['the largest number of seconds', { 'retry-after': '1000000000' }, 1e12],
  [
    'the relative hint before the absolute one',
    { 'retry-after': '3', 'x-rate-limit-reset': String(epoch + 60) },
    3_000,
  ],
  ['the next hint when one is unreadable', { 'retry-after': 'soon', 'x-rate-limit-reset': String(epoch + 60) }, 60_000],
  ['the first of several', { 'retry-after': ['4', '9'] }, 4_000],
  ['a negative number', { 'retry-after': '-5' }, undefined],
  ['words', { 'retry-after': 'in 5 minutes' }, undefined],
  ['an empty one', { 'retry-after': ' ' }, undefined],
])('%s', (_name, headers, expected) => {
  expect(retryAfterMs(headers, NOW)).toBe(expected);
});
