import { expect, test } from 'vitest';
import type { HandOverItemView, HandOverView } from '#lib/domain/views/hand-over.ts';
import { answeredSince, newestAnswer, newsWords } from './answers.ts';

const at = (minute: number) => `2031-05-04T10:${String(minute).padStart(2, '0')}:00.000Z`;
const offer = (...items: [HandOverItemView['status'], number | null][]) =>
  ({
    items: items.map(([status, minute]) => ({ status, decidedAt: minute === null ? null : at(minute) })),
  }) as HandOverView;

const offers = [
  offer(['pending', null], ['accepted', 20]),
  offer(['declined', 10], ['lapsed', 30]),
  offer(['withdrawn', 50]),
  offer(['pending', null]),
];

test('an answer is a colleague’s: what was withdrawn or still waits is none', () => {
  expect(newestAnswer(offers)).toBe(at(30));
  expect(newestAnswer([offer(['withdrawn', 50])])).toBeNull();
  expect(newestAnswer([])).toBeNull();
});

test.each([
  [null, 2],
  [at(9), 2],
  [at(20), 1],
  [at(30), 0],
])('of what was seen until %s, %i offers have news', (seen, count) => {
  expect(answeredSince(offers, seen)).toBe(count);
});

test.each([
  [0, 0, null],
  [1, 0, 'One waits for your answer'],
  [3, 0, '3 wait for your answer'],
  [0, 1, 'One of yours was answered'],
  [2, 4, '2 wait for your answer; 4 of yours were answered'],
])('%i waiting and %i answered: %s', (waiting, answered, words) => {
  expect(newsWords({ waiting, answered })).toBe(words);
});
