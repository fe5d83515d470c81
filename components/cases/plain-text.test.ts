import { expect, test } from 'vitest';
import { firstSentence, plainText } from './plain-text.ts';

test.each([
  ['# Title\n\nSome **bold** and `code`.', 'Title Some bold and code.'],
  ['- one\n- [two](https://x.example)\n1. three', 'one two three'],
  ['before\n```\ncode\n```\nafter', 'before after'],
  ['a <img src=x onerror=alert(1)> b', 'a b'],
  ['snake_case_name stays readable', 'snake_case_name stays readable'],
])('%j → %s', (markdown, expected) => {
  expect(plainText(markdown)).toBe(expected);
});

test.each([
  ['An internet-facing VM was found. It has a role.', 'An internet-facing VM was found.'],
  ['Found. Then a longer explanation follows here.', 'Found. Then a longer explanation follows here.'],
  ['Version 1.2.3 of the package is exploited. More.', 'Version 1.2.3 of the package is exploited.'],
  ['', ''],
])('the first sentence of %j', (markdown, expected) => {
  expect(firstSentence(markdown)).toBe(expected);
});

test('a long sentence is cut', () => {
  const cut = firstSentence('word '.repeat(100));
  expect(cut.length).toBeLessThanOrEqual(220);
  expect(cut.endsWith('…')).toBe(true);
});
