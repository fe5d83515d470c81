import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defang } from './defang.ts';
import { detect } from './detect.ts';
import { extract, extractWithSteps } from './extract.ts';
import { normalise } from './normalise.ts';
import { fangedView, refang } from './refang.ts';
import { CASES } from './testing/cases.ts';
import { OBSERVABLE_TYPES, type ObservableRef } from './types.ts';

const texts = Object.values(CASES)
  .flat()
  .map(([text]) => text);
const values = texts.flatMap((text) => extract(text));

/** Anything, but made of what the recognisers react to: so that odd neighbours meet often. */
const pieces = fc.constantFrom(
  ...[
    'a',
    '1',
    '.',
    ':',
    '::',
    '/',
    '//',
    '\\',
    '@',
    '[.]',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    ' ',
    '-',
    '_',
    '%',
    '~',
    '"',
    "'",
  ],
  ...[
    'http://',
    'hxxp',
    'evil',
    '.com',
    'example',
    '203.0.113.77',
    '2001:db8',
    'C:\\',
    'HKLM\\',
    'AS64500',
    'CVE-2021-44228',
  ],
  ...[
    '。',
    '\u200b',
    '．',
    'д',
    '\ud83d',
    '😀',
    ' dot ',
    '(at)',
    '\\.',
    'arn:aws:',
    'deadbeef',
    '%2F',
    '/etc/',
    '%x%\\',
  ],
);
const hostile = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 })
  .map((all) => all.join(''));
const octet = fc.nat({ max: 255 });
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
const host = fc.tuple(label, fc.constantFrom('com', 'net', 'co.uk', 'example')).map((parts) => parts.join('.'));
const url = fc
  .tuple(fc.constantFrom('http', 'https', 'ftp'), fc.oneof(host, ipv4), fc.stringMatching(/^[a-z0-9/_=&-]{0,20}$/))
  .map(([scheme, name, path]) => `${scheme}://${name}/${path}`);
const observable: fc.Arbitrary<ObservableRef> = fc.oneof(
  ipv4.map((value) => ({ type: 'ipv4' as const, value })),
  fc
    .array(fc.nat({ max: 0xffff }), { minLength: 8, maxLength: 8 })
    .map((groups) => groups.map((group) => group.toString(16)).join(':'))
    .map((value) => ({ type: 'ipv6' as const, value: normalise('ipv6', value)! })),
  host.map((value) => ({ type: 'domain' as const, value })),
  fc.tuple(label, host).map((parts) => ({ type: 'hostname' as const, value: parts.join('.') })),
  url.map((value) => ({ type: 'url' as const, value })),
  fc.tuple(label, host).map((parts) => ({ type: 'email' as const, value: parts.join('@') })),
);

test('never throws, and every span lies in the text, in order, and reads as its value again', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      let before = 0;
      for (const { type, value, start, end } of extract(text)) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(readings(text, start, end).map((span) => normalise(type, span))).toContain(value);
        before = start;
      }
    }),
    { numRuns: 3000 },
  );
});

/** A span as written, and as it reads in its text: what a backslash or bracket means depends on what stands before it. */
function readings(text: string, start: number, end: number): string[] {
  const view = fangedView(text);
  const units = [...Array(view.text.length).keys()];
  const first = units.find((unit) => view.startOf(unit) === start)!;
  const last = units.findLast((unit) => view.endOf(unit) === end)!;
  return [text.slice(start, end), view.text.slice(first, last + 1)];
}

test('normalise is idempotent for every type and any text', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...OBSERVABLE_TYPES),
      fc.oneof(hostile, fc.constantFrom(...texts), url),
      (type, text) => {
        const once = normalise(type, text);
        if (once !== null) expect(normalise(type, once)).toBe(once);
      },
    ),
    { numRuns: 3000 },
  );
  for (const { type, value } of values) expect(normalise(type, value), `${type} ${value}`).toBe(value);
});

test('detect never throws and agrees with normalise', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const found = detect(text);
      if (found) expect(normalise(found.type, found.value)).toBe(found.value);
    }),
    { numRuns: 1000 },
  );
});

test('refang undoes defang, and a defanged observable is detected as itself', () => {
  fc.assert(
    fc.property(observable, ({ type, value }) => {
      const shown = defang(type, value);
      expect(refang(shown)).toBe(value);
      expect(shown).not.toBe(value);
      expect(normalise(type, shown)).toBe(value);
    }),
  );
});

test('texts one under the other give what each gives alone', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...texts), { maxLength: 8 }), (some) => {
      const shape = (text: string) => extract(text).map(({ type, value }) => `${type} ${value}`);
      expect(shape(some.join('\n\n'))).toEqual(some.flatMap(shape));
    }),
  );
});

describe('work grows with the length alone', () => {
  const units = [
    'a.',
    'http://',
    'http://a.co/',
    '[.]',
    '@',
    'a@',
    'a.b@',
    '::',
    'a:',
    '1:',
    'f',
    '\\',
    '\\\\a\\',
    '1.',
    '(',
    ' dot ',
  ];
  const more = [
    'C:\\',
    'C:\\a b\\',
    'HKLM\\',
    '/etc/',
    '~/a/',
    'arn:aws:',
    'projects/',
    '/subscriptions/',
    'hxxp[:]//',
    '%a%\\',
    '\\u0041',
    'hxxp:/',
  ];
  const glued = [
    "'http://a.co/",
    'http://a.co/?u=http://',
    'http%3A%2F%2Fa.co',
    '"C:\\a ',
    'д.',
    'a\u200b',
    '1BvBMSEYst',
    'cve-',
    'a-',
  ];
  const scripts = [
    'почта.рф ',
    '例え.com ',
    'ｅｖｉｌ．ｃｏｍ ',
    'xn--',
    'xn--p1ai.com ',
    'a.co ',
    'a.qqqq ',
    'a.exe ',
    '\u200b[.]',
  ];
  const addresses = ['1.1.1.', '1.2.3.4-', '2001:db8::1 ', '12:30:45 ', 'fe80::1%eth0', 'a@b.co ', 'AS64500 '];
  const stepsOf = (unit: string, size: number) => extractWithSteps(unit.repeat(Math.ceil(size / unit.length))).steps;

  test.each([...units, ...more, ...glued, ...scripts, ...addresses])('%j', (unit) => {
    const small = stepsOf(unit, 50_000);
    expect(stepsOf(unit, 100_000)).toBeLessThan(small * 2.2);
    // What is looked at again is bounded too: the constant is small, not just constant.
    expect(small).toBeLessThan(50_000 * 40);
  });
});
