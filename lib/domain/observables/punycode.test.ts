import { expect, test } from 'vitest';
import { encodeLabel, mostBytes } from './punycode.ts';

function encode(label: string, length = label.length): string {
  const output = new Uint8Array(mostBytes(length));
  const units = Uint16Array.from(label, (unit) => unit.charCodeAt(0));
  return String.fromCharCode(...output.subarray(0, encodeLabel(units, length, output, 0)));
}

test.each([
  ['bücher', 'xn--bcher-kva'],
  ['рф', 'xn--p1ai'],
  ['испытание', 'xn--80akhbyknj4f'],
  ['例え', 'xn--r8jz45g'],
  ['테스트', 'xn--9t4b11yi5a'],
  ['δοκιμή', 'xn--jxalpdlp'],
  ['a-ж-b', 'xn--a--b-14d'],
  ['жжжжж', 'xn--f1aaaaa'],
])('%s', (label, ascii) => {
  expect(encode(label)).toBe(ascii);
});

test('takes only as many units as it is told', () => {
  expect(encode('рфф', 2)).toBe('xn--p1ai');
});
