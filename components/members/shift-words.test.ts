import { expect, it } from 'vitest';
import { WeeklyShift } from '#lib/domain/member.ts';
import { officeHours, shiftWords } from './shift-words.ts';

const shift = (...spans: [day: number, start: string, end: string][]): WeeklyShift => ({
  timeZone: 'Europe/Rome',
  hours: spans.map(([day, start, end]) => ({ day, start, end })),
});

it.each([
  [null, ''],
  [shift(), ''],
  [officeHours('Europe/Rome'), 'Mon–Fri 09:00–17:00'],
  [shift([6, '10:00', '14:00'], [1, '08:00', '17:00']), 'Sat 10:00–14:00, Mon 08:00–17:00'],
  [shift([1, '08:00', '12:00'], [2, '08:00', '12:00'], [5, '08:00', '12:00']), 'Mon, Tue, Fri 08:00–12:00'],
  [shift([7, '22:00', '06:00'], [1, '22:00', '06:00']), 'Mon, Sun 22:00–06:00'],
])('%j reads %s', (hours, words) => expect(shiftWords(hours)).toBe(words));

it('begins with hours that the API takes', () => {
  expect(WeeklyShift.safeParse(officeHours('Europe/Rome')).success).toBe(true);
});
