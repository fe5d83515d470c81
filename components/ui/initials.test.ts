import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
  ['Mara Keller', 'MK'],
  ['Devi Anand Rao', 'DR'],
  ['j.vale@shop.example', 'JV'],
  ['Øyvind', 'Ø'],
  ['', '?'],
  ['  ', '?'],
])('%s → %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
