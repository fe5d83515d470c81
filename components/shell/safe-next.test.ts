import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each([
  ['/cases/CASE-7?tab=events', '/cases/CASE-7?tab=events'],
  [['/runs', '/cases'], '/runs'],
  [undefined, '/cases'],
  ['', '/cases'],
  ['https://evil.example', '/cases'],
  ['//evil.example', '/cases'],
  ['/\\evil.example', '/cases'],
  ['/\t/evil.example', '/cases'],
  ['javascript:alert(1)', '/cases'],
])('%j → %s', (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});
