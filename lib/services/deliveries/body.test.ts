import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BodyError, isDeeperThan, readBody } from './body.ts';
import { bodyHash, canonicalJson } from './canonical.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('readBody', () => {
  test.each([
    ['an object', '{"a":"b"}', { a: 'b' }],
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    ['null', 'null', null],
    ['64 levels', nested(64), JSON.parse(nested(64))],
    ['brackets in a text', `{"a":"${'['.repeat(100)}"}`, { a: '['.repeat(100) }],
    ['brackets after an escaped quote', `{"a\\"${'{'.repeat(100)}":"\\\\"}`, { [`a"${'{'.repeat(100)}`]: '\\' }],
  ])('takes %s', (_name, text, value) => {
    expect(readBody(bytes(text)).value).toEqual(value);
  });

  test.each([
    ['nothing', '', /empty/],
    ['blanks', ' \n', /empty/],
    ['half an object', '{', /not JSON/],
    ['a form', 'a=b', /not JSON/],
    ['a NUL in a text', '{"a":"\0"}', /not JSON/],
    ['65 levels', nested(65), /deeper than 64/],
    ['100,000 levels', '{"a":'.repeat(100_000), /deeper than 64/],
  ])('refuses %s', (_name, text, message) => {
    expect(() => readBody(bytes(text))).toThrow(BodyError);
    expect(() => readBody(bytes(text))).toThrow(message);
  });

  test('refuses what is not UTF-8', () => {
    expect(() => readBody(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).toThrow(/UTF-8/);
  });
});

test('the depth that is counted in the bytes is the depth of the value', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const depth = depthOf(value);
      const text = bytes(JSON.stringify(value));
      expect(isDeeperThan(text, depth)).toBe(false);
      expect(isDeeperThan(text, depth - 1)).toBe(depth > 0);
    }),
  );
});

test('canonical JSON is the same value, whatever the order of its keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: true })).toBe('{"a":true,"b":[1,{"c":"é","d":null}]}');
  expect(bodyHash({ a: 1, b: 2 })).toBe(bodyHash({ b: 2, a: 1 }));
  expect(bodyHash([1, 2])).not.toBe(bodyHash([2, 1]));
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
