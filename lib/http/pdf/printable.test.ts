import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['Zürich, Łódź, Αθήνα, Київ – “quoted” 5 €', 'Zürich, Łódź, Αθήνα, Київ – “quoted” 5 €'],
  ['a\nb', 'a\nb'],
  ['high → critical', 'high -> critical'],
  ['東京', '[U+6771][U+4EAC]'],
  ['😀', '[U+1F600]'],
  ['e\u0301', 'é'],
  ['evil\u202egnp.exe', 'evil[U+202E]gnp.exe'],
  ['zero\u200bwidth', 'zerowidth'],
  ['bell\u0007', 'bell[U+0007]'],
  ['', ''],
])('%j is printed as %j', (text, expected) => {
  expect(printable(text)).toBe(expected);
});
