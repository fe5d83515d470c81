import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseExact } from './exact-json.ts';

it.each([
  ['{"id":9007199254740992001}', { id: '9007199254740992001' }],
  ['[-9007199254740993]', ['-9007199254740993']],
  ['{"a":{"id":1234567890123456},"b":7}', { a: { id: '1234567890123456' }, b: 7 }],
  ['{"id":999999999999999}', { id: 999999999999999 }],
  ['{"score":0.1234567890123456}', { score: 0.1234567890123456 }],
  ['{"far":1234567890123456e3}', { far: 1234567890123456e3 }],
  ['{"id":"9007199254740992001"}', { id: '9007199254740992001' }],
])('%s', (text, expected) => {
  expect(parseExact(text)).toEqual(expected);
});

it('keeps a key that is called __proto__', () => {
  const value = parseExact('{"__proto__":{"id":9007199254740992001}}') as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
});

it('is JSON.parse for all that has no long number', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!/\d{16}/.test(text));
      expect(parseExact(text)).toEqual(JSON.parse(text));
    }),
  );
});

it('throws for what is no JSON', () => {
  expect(() => parseExact('{"id":12345678901234567890')).toThrow(SyntaxError);
});
