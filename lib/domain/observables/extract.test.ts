import { describe, expect, test } from 'vitest';
import { extract } from './extract.ts';
import { CASES } from './testing/cases.ts';

describe.each(Object.entries(CASES))('%s', (_group, rows) => {
  test.each(rows)('%j', (text, ...expected) => {
    expect(extract(text).map(({ type, value }) => `${type} ${value}`)).toEqual(expected);
  });
});

test('the table is as long as it says', () => {
  const rows = Object.values(CASES).flat();
  expect(rows.length).toBeGreaterThanOrEqual(150);
  expect(new Set(rows.map(([text]) => text)).size).toBe(rows.length);
});

describe('offsets', () => {
  const spans = (text: string) => extract(text).map(({ start, end }) => text.slice(start, end));

  test('a URL and its host have their own', () => {
    expect(spans('go to hxxps[:]//www[.]evil[.]com/x, now')).toEqual([
      'hxxps[:]//www[.]evil[.]com/x',
      'www[.]evil[.]com',
    ]);
  });

  test('count UTF-16 units of the original, before and after what was undone', () => {
    expect(spans('😀 1[.]2[.]3[.]4 and e\u200bvil[dot]com 😀 evil.net')).toEqual([
      '1[.]2[.]3[.]4',
      'e\u200bvil[dot]com',
      'evil.net',
    ]);
  });

  test('hold behind many undone places, next to each other and far apart', () => {
    const noise = '\u200b\u200b[.][.] ｘ '.repeat(40);
    const hosts = Array.from({ length: 30 }, (_, i) => `h${i}[.]e\u200b\u200bvil(dot)com`);
    const text = hosts
      .map((host, i) => `${noise.slice(0, i * 9)} hxxp://${host}/ ｗｗｗ．ｅｖｉｌ．ｎｅｔ `)
      .join('\n');
    const expected = hosts.flatMap((host) => [`hxxp://${host}/`, host, 'ｗｗｗ．ｅｖｉｌ．ｎｅｔ']);
    expect(spans(text)).toEqual(expected);
  });

  test('a prefix length is noted, and is no part of the address', () => {
    expect(extract('10.1.0.0/16')).toEqual([{ type: 'ipv4', value: '10.1.0.0', start: 0, end: 8, prefix: 16 }]);
    expect(extract('2001:db8::/32')).toEqual([{ type: 'ipv6', value: '2001:db8::', start: 0, end: 10, prefix: 32 }]);
  });
});

test.each([
  ['\\Device\\HarddiskVolume3\\Windows\\System32\\rundll32.exe', ['rundll32.exe']],
  ['\\Device\\x\\temp\\new\\tar.exe', ['tar.exe']],
  ['first.exe\\nsecond.exe\\r\\nthird.exe', ['first.exe', 'second.exe', 'third.exe']],
  ['"\\nevil.example"', ['evil.example']],
])('a written line break is told from a folder: %s', (text, expected) => {
  expect(extract(text).map(({ value }) => value)).toEqual(expected);
});
