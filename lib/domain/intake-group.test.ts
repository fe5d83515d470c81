import { expect, test } from 'vitest';
import { type GroupCase, joinsCase } from './intake-group.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each<[string, number | null, GroupCase, boolean]>([
  ['no window: an open case', null, { open: true, nearestMs: 9_000 * MINUTE }, true],
  ['no window: an ended case, which decides by its own days', null, { open: false, nearestMs: MINUTE }, true],
  ['within the window', HOUR, { open: true, nearestMs: 10 * MINUTE }, true],
  ['at its very end', HOUR, { open: true, nearestMs: HOUR }, true],
  ['behind it', HOUR, { open: true, nearestMs: HOUR + 1 }, false],
  ['an ended case', HOUR, { open: false, nearestMs: MINUTE }, false],
  ['a case without events', HOUR, { open: true, nearestMs: null }, false],
])('%s', (_name, windowMs, standing, expected) => {
  expect(joinsCase({ key: 'g', windowMs }, standing)).toBe(expected);
});
