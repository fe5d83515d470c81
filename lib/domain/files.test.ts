import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanFileName } from './files.ts';

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Temp\\evil.exe', 'evil.exe'],
  ['.htaccess', 'htaccess'],
  ['a\u202egpj.exe', 'agpj.exe'],
  ['a\r\nSet-Cookie: x', 'aSet-Cookie_ x'],
  ['  Übersicht.txt ', 'Übersicht.txt'],
  ['what?*<x>|".txt', 'what___x___.txt'],
  ['..', 'file'],
  ['/', 'file'],
  [`${'x'.repeat(300)}.docx`, `${'x'.repeat(195)}.docx`],
])('%j becomes %j', (given, expected) => {
  expect(cleanFileName(given)).toBe(expected);
});

test('whatever it was called: no folder, no control character, neither empty nor long, and cleaned once is clean', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const clean = cleanFileName(name);
      expect(clean).not.toMatch(/[/\\]|\p{Cc}|^\./u);
      expect(clean.length).toBeGreaterThan(0);
      expect(clean.length).toBeLessThanOrEqual(200);
      expect(cleanFileName(clean)).toBe(clean);
    }),
  );
});
