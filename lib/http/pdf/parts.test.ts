import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakable, clockOf, named, portionsOf, shortened, table } from './parts.ts';
import { printable } from './printable.ts';

test.each([
  ['short', 'short'],
  ['a'.repeat(10), `${'a'.repeat(8)} aa`],
  ['a'.repeat(8), 'a'.repeat(8)],
  [`${'a'.repeat(7)}/${'b'.repeat(7)}`, `${'a'.repeat(7)}/${'b'.repeat(7)}`],
  ['two words of it', 'two words of it'],
])('%j may break as %j', (value, broken) => {
  expect(breakable(value, 8)).toBe(broken);
});

test('a short text is one portion, its empty lines included', () => {
  expect(portionsOf('First.\n\nLast.')).toEqual(['First.\n\nLast.']);
  expect(portionsOf('')).toEqual(['']);
});

test('no portion is taller than a page, and none of the words is lost', () => {
  const text = fc.array(fc.oneof(fc.constant('\n'), fc.constant(' '), fc.constant('w'.repeat(3000)), fc.string()), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(text, (pieces) => {
      const whole = pieces.join('');
      const portions = portionsOf(whole);
      for (const portion of portions) {
        expect(portion.split('\n').length).toBeLessThanOrEqual(30);
        expect(portion.length).toBeLessThanOrEqual(1600);
      }
      const signs = (of: string) => of.replaceAll(/\s/g, '');
      expect(signs(portions.join(''))).toBe(signs(whole));
    }),
  );
});

test('a table repeats its head, and is none without rows', () => {
  expect(table(['*'], ['Name'], [])).toEqual([]);
  expect(table(['*'], ['Name'], [['a']], { wholeRows: true })).toMatchObject([
    { table: { headerRows: 1, dontBreakRows: true, body: [[{ text: 'Name' }], [{ text: 'a' }]] } },
  ]);
});

test('moments are those of the zone, identifiers read as words', () => {
  const at = clockOf('Europe/Rome');
  expect(at('2026-01-12T23:30:00.000Z')).toBe('13 Jan 2026, 00:30');
  expect(at(null)).toBe('–');
  expect(named('in_progress')).toBe('In progress');
});

/** The longest stretch that a line cannot break: between spaces that break, and ends of lines. */
const longestRun = (text: string) =>
  Math.max(
    ...text.split(/\n|(?<=[\p{L}\p{N}.,;:!?)]) (?=[\p{L}\p{N}(])|(?<=[/-])(?=[A-Za-z])/u).map((run) => run.length),
  );

test.each([
  ['letters', 'a'],
  ['figures behind hyphens, which no line breaks', '1-'],
  ['figures behind slashes', '1/'],
  ['hard spaces', 'a\u00a0'],
  ['brackets behind spaces', ') '],
  ['signs that the font lacks', '東'],
  ['a path', 'a/'],
])('200,000 signs of %s come in bounded runs', (_, unit) => {
  const broken = breakable(unit.repeat(200_000 / unit.length), 80);
  expect(longestRun(broken)).toBeLessThanOrEqual(81);
  expect(broken.replaceAll(/[\s\u00a0]/g, '')).toBe(
    printable(unit.repeat(200_000 / unit.length)).replaceAll(/[\s\u00a0]/g, ''),
  );
});

test('what is left out is counted', () => {
  expect(shortened('a'.repeat(20_000))).toBe('a'.repeat(20_000));
  expect(shortened('a'.repeat(80_000))).toBe(`${'a'.repeat(20_000)} … 60,000 more characters in the JSON export`);
  expect(shortened('a\n'.repeat(5_000))).toBe(`${'a\n'.repeat(500).trim()} … 9,001 more characters in the JSON export`);
});
