import { expect, test } from 'vitest';
import { minuteOf, officeWeek, timeOf, weekWords } from './week-words.ts';

test.each([
  ['09:30', 570],
  ['9:30', 570],
  ['00:00', 0],
  ['24:00', 1440],
  ['24:01', null],
  ['12:60', null],
  ['noon', null],
  ['', null],
])('“%s” is minute %s', (time, minute) => {
  expect(minuteOf(time)).toBe(minute);
});

test('each minute is read back as it is written', () => {
  for (let minute = 0; minute <= 1440; minute += 1) expect(minuteOf(timeOf(minute))).toBe(minute);
});

test.each([
  [officeWeek(), 'Mon–Fri 09:00–17:00'],
  [[...officeWeek(), { day: 6, from: 600, to: 840 }], 'Mon–Fri 09:00–17:00, Sat 10:00–14:00'],
  [
    [
      { day: 1, from: 780, to: 1080 },
      { day: 1, from: 480, to: 720 },
      { day: 3, from: 0, to: 1440 },
    ],
    'Mon 08:00–12:00 and 13:00–18:00, Wed 00:00–24:00',
  ],
])('says a week in words', (week, words) => {
  expect(weekWords(week)).toBe(words);
});
