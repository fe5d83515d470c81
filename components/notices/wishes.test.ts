import { expect, it } from 'vitest';
import { NO_PREFERENCES, NoticePreferences } from '#lib/domain/notifications/index.ts';
import { isWanted, withWish } from './wishes.ts';

it('who never chose has the initial channels, and keeps the others when one is switched', () => {
  expect(isWanted(NO_PREFERENCES, 'case.assigned', 'email')).toBe(true);
  const without = withWish(NO_PREFERENCES, 'case.assigned', 'email', false);
  expect(without.channels).toEqual({ 'case.assigned': ['slack'] });
  const back = withWish(without, 'case.assigned', 'teams', true);
  expect(back.channels).toEqual({ 'case.assigned': ['slack', 'teams'] });
  expect(isWanted(back, 'case.mentioned', 'email')).toBe(true);
  expect(NoticePreferences.parse(back)).toEqual(back);
});
