import { expect, test } from 'vitest';
import { cutAtKeys } from './case-links.ts';

test.each([
  ['Opened the case; it follows CASE-8', ['CASE-8']],
  ['Followed by CASE-22, a new case of the same wiz object', ['CASE-22']],
  ['CASE-1 and CASE-2.', ['CASE-1', 'CASE-2']],
  ['Nothing here', []],
  ['CASE-0, CASE-, xCASE-7, CASE-7b, CASE-7-1 and case-7 are no keys', []],
  ['', []],
])('%j links %j', (text, keys) => {
  const pieces = cutAtKeys(text);
  expect(pieces.flatMap(({ key }) => key ?? [])).toEqual(keys);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  for (const { at, text: part } of pieces) expect(text.startsWith(part, at)).toBe(true);
});
