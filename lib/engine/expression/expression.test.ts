import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileExpression, ExpressionError } from './index.ts';

const event = {
  id: 'e1',
  name: 't/x',
  data: {
    n: 7,
    text: 'seven',
    yes: true,
    no: false,
    nothing: null,
    empty: '',
    zero: 0,
    list: [1, 'a'],
    deep: { a: { b: 1 } },
    'odd key': 2,
  },
};
const async = { name: 't/y', data: { n: 7, list: ['seven'] } };
const value = (text: string) => compileExpression(text).evaluate({ event, async });

describe('values', () => {
  test.each<[string, unknown]>([
    ['event.data.n', 7],
    ['event.data["n"]', 7],
    ["event.data['odd key']", 2],
    ['event.data.deep.a.b', 1],
    ['event.data.list[1]', 'a'],
    ['event.data.list[9]', null],
    ['event.data.missing', null],
    ['event.data.missing.further.still', null],
    ['event.data.text.length', null],
    ['event.constructor', null],
    ['event.data["__proto__"]', null],
    ['event.name', 't/x'],
    ['async.data.n', 7],
    ['-3.5', -3.5],
    ['1e3', 1000],
    ['"a\\n\\"b\\u0041"', 'a\n"bA'],
    ['[1, "a", true, null]', [1, 'a', true, null]],
    ['[]', []],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });
});

describe('truth', () => {
  test.each<[string, boolean]>([
    ['event.data.n == 7', true],
    ['event.data.n == "7"', false],
    ['event.data.n != 7', false],
    ['event.data.n != "7"', true],
    ['event.data.n < 8', true],
    ['event.data.n <= 7', true],
    ['event.data.n > 7', false],
    ['event.data.n >= 7.0', true],
    ['event.data.text > "a"', true],
    ['event.data.text > 1', false],
    ['event.data.missing < 1', false],
    ['event.data.missing == null', true],
    ['event.data.nothing == null', true],
    ['event.data.missing != null', false],
    ['event.data.list == [1, "a"]', true],
    ['event.data.deep == event.data.deep', true],
    ['event.data.yes && !event.data.no', true],
    ['event.data.no || event.data.yes', true],
    ['event.data.yes && event.data.no || true', true],
    ['event.data.no && (event.data.no || true)', false],
    ['!event.data.no == true', true],
    ['!!event.data.text', true],
    ['!event.data.empty', true],
    ['!event.data.zero', true],
    ['event.data.text in ["six", "seven"]', true],
    ['event.data.text in async.data.list', true],
    ['event.data.n in ["7"]', false],
    ['"a" in event.data.deep', true],
    ['"toString" in event.data.deep', false],
    ['1 in event.data.missing', false],
    ['async.data.n == event.data.n', true],
    ['event.data.n', true],
    ['event.data.zero', false],
    [' ( ( true ) ) ', true],
  ])('%s is %s', (text, expected) => {
    expect(compileExpression(text).test({ event, async })).toBe(expected);
  });
});

describe('what is refused says why', () => {
  test.each([
    ['', 'the end'],
    ['event.data.n =', '= at 13'],
    ['event.data.n == ', 'the end'],
    ['event.data.n == 1 == 2', 'do not chain'],
    ['1 < 2 < 3', 'do not chain'],
    ['event.data.n + 1', '+ at 13'],
    ['event.data.n ? 1 : 2', '? at 13'],
    ['size(event.data.list)', 'the function size()'],
    ['event.data.text.startsWith("s")', 'the function startsWith()'],
    ['steps.a == 1', 'steps is neither event nor async'],
    ['event.', 'a name was expected'],
    ['event.data[', 'the end'],
    ['event.data["a"', '] was expected'],
    ['(true', ') was expected'],
    ['[1, 2', '] was expected'],
    ['true true', 'true at 5'],
    ['"open', '" at 0'],
    ["'a\\q'", 'escape'],
    ['a == `b`', '` at 5'],
    [`${'('.repeat(80)}true${')'.repeat(80)}`, 'nested too deeply'],
  ])('%s', (text, reason) => {
    expect(() => compileExpression(text)).toThrow(ExpressionError);
    expect(() => compileExpression(text)).toThrow(reason);
  });
});

test('any value that is written as a literal has itself as its value', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), (literal) => {
      expect(compileExpression(JSON.stringify(literal)).evaluate({ event })).toEqual(literal);
    }),
  );
});

test('a path finds what JavaScript finds, whatever the keys are', () => {
  const key = fc.string().filter((text) => text !== '__proto__');
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), fc.integer(), (keys, leaf) => {
      const data = keys.reduceRight<unknown>((inner, one) => ({ [one]: inner }), leaf);
      const path = keys.map((one) => `[${JSON.stringify(one)}]`).join('');
      expect(compileExpression(`event${path}`).evaluate({ event: data })).toBe(leaf);
      expect(compileExpression(`event${path}.more`).evaluate({ event: data })).toBeNull();
    }),
  );
});

test('no text makes it throw anything but an ExpressionError', () => {
  const pieces = [
    'event',
    '.data',
    '["a"]',
    '==',
    '&&',
    '!',
    '(',
    ')',
    '[',
    ']',
    '1',
    "'x'",
    ' in ',
    ',',
    '-',
    '\\',
    'null',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 12 }),
      (parts) => {
        try {
          compileExpression(parts.join('')).test({ event, async });
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('keys tell types apart only where texts do', () => {
  const key = (text: string) => compileExpression(text).key({ event });
  expect(key('event.data.text')).toBe('seven');
  expect(key('event.data.n')).toBe('7');
  expect(key('event.data.missing')).toBe('null');
  expect(key('event.data.list')).toBe('[1,"a"]');
});
