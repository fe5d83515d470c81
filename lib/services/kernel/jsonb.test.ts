import { expect, test } from 'vitest';
import { jsonbSafe, jsonbText } from './jsonb.ts';

test.each([
  ['a NUL', 'a\0b', 'a\ufffdb'],
  ['a high half alone', 'a\ud83db', 'a\ufffdb'],
  ['a low half alone', '\ude00', '\ufffd'],
  ['a whole pair', '\u{1f600}', '\u{1f600}'],
  ['the text of an escape', 'C:\\u0000', 'C:\\u0000'],
  ['a backslash before a NUL', '\\\0', '\\\ufffd'],
  ['other escapes', 'a"\n\t\u0001', 'a"\n\t\u0001'],
])('%s', (_name, given, kept) => {
  expect(jsonbSafe(given)).toBe(kept);
  expect(jsonbSafe({ [given]: [given] })).toEqual({ [kept]: [kept] });
});

test('nothing is null', () => {
  expect(jsonbText(undefined)).toBe('null');
});
