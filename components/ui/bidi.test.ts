import { expect, test } from 'vitest';
import { visibleBidi, withoutBidi } from './bidi.ts';

const CONTROLS = ['202a', '202b', '202c', '202d', '202e', '2066', '2067', '2068', '2069'];

test.each(CONTROLS)('U+%s is not shown, and in evidence it is spelled out', (code) => {
  const text = `invoice${String.fromCharCode(Number.parseInt(code, 16))}fdp.exe`;
  expect(withoutBidi(text)).toBe('invoicefdp.exe');
  expect(visibleBidi(text)).toBe(`invoice\\u${code}fdp.exe`);
});

test('right-to-left words and every other character stay', () => {
  const text = 'كشف · זיהוי · 検知 · 😀 · a\u200bb';
  expect(withoutBidi(text)).toBe(text);
  expect(visibleBidi(text)).toBe(text);
});
